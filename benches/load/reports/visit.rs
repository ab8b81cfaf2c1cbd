//! Where the people of the bench come from: the same number always from the same place, most of them from few places.

use chatimjd::domain::conversation::{Channel, SitePage};

use super::dice::Dice;

const CHANNELS: [(Channel, usize); 3] = [(Channel::Website, 82), (Channel::WhatsApp, 14), (Channel::Api, 4)];
const LOCALES: [(&str, usize); 8] =
    [("en-GB", 40), ("de-DE", 18), ("fr-FR", 12), ("es-ES", 10), ("pt-BR", 8), ("ar-EG", 5), ("ur-PK", 4), ("zh-CN", 3)];
const PAGES: [(&str, usize); 10] = [
    ("/", 30),
    ("/kitchens", 20),
    ("/bathrooms", 14),
    ("/prices", 12),
    ("/wardrobes", 8),
    ("/contact", 6),
    ("/about", 4),
    ("/home-office", 3),
    ("/repairs", 2),
    ("/jobs", 1),
];
/// Pages of single things, each of which few people look at.
const DESIGNS: usize = 30;
const SITES: [&str; 5] = [
    "https://search.example/q",
    "https://www.news.example/homes",
    "https://maps.example",
    "https://social.example/post/7",
    "https://forum.example",
];
const CAMPAIGNS: [&str; 4] = ["spring", "summer sale", "kitchens", "newsletter 12"];

pub struct Visit {
    pub channel: Channel,
    pub locale: &'static str,
    pub page: SitePage,
}

impl Visit {
    pub fn of(number: u64) -> Self {
        let mut dice = Dice::new(number);
        let path = if dice.chance(25) { format!("/designs/{}", dice.below(DESIGNS)) } else { (*dice.weighted(&PAGES)).to_owned() };
        let mut page = SitePage { url: Some(format!("https://shop.example.com{path}")), ..SitePage::default() };
        if dice.chance(70) {
            page.referrer = Some((*dice.pick(&SITES)).to_owned());
        }
        if dice.chance(15) {
            let campaign = [("source", "news"), ("medium", "email"), ("campaign", *dice.pick(&CAMPAIGNS))];
            page.utm = campaign.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        }
        Self { channel: *dice.weighted(&CHANNELS), locale: *dice.weighted(&LOCALES), page }
    }
}
