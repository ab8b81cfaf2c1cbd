//! English.

use super::Words;

pub(super) const WORDS: Words = Words {
    held: "I am keeping this time free for you for a few minutes: {when}. It is not booked yet.",
    pending: "Your meeting with {business} is noted: {when}. It is not confirmed in our calendar yet. We keep trying, and it counts as soon as it is confirmed.",
    booked: "Your meeting with {business} is booked: {when}.",
    moved: "Your meeting with {business} has been moved. The new time: {when}.",
    cancelled: "Your meeting with {business} is cancelled: {when}.",
    cancel_question: "Shall I cancel your meeting on {when}? Answer “yes” and I will; otherwise it stays.",
    expired: "The time that was kept free for you is free for others again: {when}. It was not booked.",
    theirs: "At {business} that is {when}.",
    invited: "The invitation went to {email}.",
    link: "To join: {link}",
    when: "{date}, {time} ({city} time)",
    date: "{weekday}, {day} {month} {year}",
    first: "1",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    halves: Some(["am", "pm"]),
    space: " ",
};
