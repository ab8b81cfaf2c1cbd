//! What is read as a phone and what is not.

use super::*;

fn sure(text: &str) -> Vec<String> {
    find(text, &[], None).into_iter().filter(|number| number.sure).map(|number| number.phone.as_str().to_owned()).collect()
}

fn maybe(text: &str) -> Vec<String> {
    find(text, &[], None).into_iter().map(|number| number.phone.as_str().to_owned()).collect()
}

#[test]
fn numbers_as_people_write_them() {
    for (text, wanted) in [
        ("I'm Ana, 555-0100", "5550100"),
        ("my number is 0300 1234567", "03001234567"),
        ("call me at +92 300 123-4567 please", "+923001234567"),
        ("00923001234567", "+923001234567"),
        ("(0161) 496 0142", "01614960142"),
        ("+1 (415) 555-2671", "+14155552671"),
        ("415.555.2671 is my cell", "4155552671"),
        ("reach me on 415-555-2671.", "4155552671"),
        ("06 12 34 56 78", "0612345678"),
        ("mein Handy: 0171/2345678", "01712345678"),
        ("me liga no (11) 98765-4321", "11987654321"),
        ("mi móvil es el 612 345 678", "612345678"),
        ("WA saya 0812-3456-7890", "081234567890"),
        ("میرا نمبر ۰۳۰۰۱۲۳۴۵۶۷ ہے", "03001234567"),
        ("رقمي ٠٥٠١٢٣٤٥٦٧", "0501234567"),
        ("मेरा नंबर ९८७६५४३२१० है", "9876543210"),
        ("我的手机号是13812345678", "13812345678"),
        ("电话：010-62345678", "01062345678"),
        ("phone:+44 20 7946 0958", "+442079460958"),
        ("3001234567", "3001234567"),
        ("it's 5551234", "5551234"),
        ("923001234567@c.us wrote this", "+923001234567"),
        ("call 0300 1234567 2 times", "03001234567"),
        ("call me on 0300 1234567 10:30 is best", "03001234567"),
    ] {
        assert_eq!(sure(text), [wanted], "{text}");
    }
}

#[test]
fn two_numbers_are_two() {
    assert_eq!(sure("0300 1234567 / 0321 7654321"), ["03001234567", "03217654321"]);
    assert_eq!(sure("mobile +92 300 1234567 or +92 321 7654321"), ["+923001234567", "+923217654321"]);
    assert_eq!(sure("03001234567 03217654321"), ["03001234567", "03217654321"]);
}

#[test]
fn other_numbers_are_no_phones() {
    for text in [
        "on 2026-11-22 at 14:00",
        "22/11/2026",
        "22.11.2026 14:30",
        "20261122",
        "2019-2024",
        "from 2025 2026",
        "order 123456789",
        "my order number is 123456789",
        "invoice no 2024-001234",
        "order #4155552671",
        "my budget is 5000-10000",
        "we pay 10 000 000",
        "1.250.000 would be fine",
        "it costs 165000000",
        "1500000 rupees",
        "$4155552671",
        "12345678%",
        "https://example.com/4155552671",
        "AB1234567890",
        "4155552671x",
        "192.168.100.200",
        "4111 1111 1111 1111",
        "my SSN is 123-45-6789",
        "90210-1234",
        "at 10:30 or 11:45",
        "tracking 1234567890123",
        "pedido 4155552671",
        "Bestellnummer 4155552671",
        "订单号4155552671",
        "آرڈر نمبر 4155552671",
        "0000000000",
        "35202-1234567-1",
    ] {
        assert_eq!(maybe(text), [""; 0], "{text}");
    }
}

#[test]
fn a_bare_row_of_digits_is_only_perhaps_a_phone() {
    assert_eq!(sure("between 1000000 and 2000000"), [""; 0]);
    assert_eq!(sure("we sold 12345678 last year to many happy people"), [""; 0]);
    assert_eq!(maybe("you may try 12345678 after lunch or in the evening"), ["12345678"]);
}

#[test]
fn spans_are_words_of_the_text() {
    let text = "ruf an: +49 (0)30 123456, danke";
    let number = &find(text, &[], None)[0];
    assert_eq!(&text[number.span.clone()], "+49 (0)30 123456");
    assert_eq!(number.phone.as_str(), "+4930123456");
    assert_eq!(sure("(+44) 20 7946 0958"), ["+442079460958"]);
}
