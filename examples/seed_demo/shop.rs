//! The invented business, and the account of its owner.

use std::net::{IpAddr, Ipv4Addr};

use chatimjd::{
    domain::business::{Business, Hours, OpenSpan, Service},
    server::config::FirstAdmin,
    service::{accounts::NewAdmin, permission::Admin, ports::Clock},
};
use secrecy::ExposeSecret;

use super::{Outcome, stage::Stage};

pub const ZONE: &str = "Europe/London";
pub const SITE: &str = "https://www.larkfield.example";
const NAME: &str = "Larkfield Kitchens & Interiors";
const OWNER: &str = "Maya Larkfield";
const EMAIL: &str = "owner@example.com";
const CONTACT: &str = "\
    Showroom: 14 Example Row, London SE1 0AA (step-free, two minutes from the station).\n\
    Phone: 020 7946 0123\n\
    E-mail: hello@larkfield.example\n\
    We work in all of London and in Kent and Surrey.";
const GREETING: &str = "Hello! Ask us about kitchens, bathrooms and fitted furniture.";
/// What the assistant begins with, as at any first start.
const INSTRUCTION: &str = include_str!("../../system_instruction.txt");

const SERVICES: [(&str, &str); 9] = [
    ("Design consultation", "£90, taken off the price of an order"),
    ("Fitted kitchen", "from £7,800"),
    ("Kitchen doors and worktops", "from £1,900"),
    ("Bathroom", "from £5,400"),
    ("Fitted wardrobe", "from £1,450"),
    ("Home office", "from £1,200"),
    ("Media wall", "from £2,300"),
    ("Removal of an old kitchen", "£450"),
    ("Repairs", ""),
];

pub struct Owner {
    pub admin: Admin,
    pub email: String,
    /// None: that of ADMIN_PASSWORD, which is not ours to show.
    pub password: Option<String>,
}

/// The first day: an account, and the settings.
pub async fn open(stage: &Stage, configured: Option<&FirstAdmin>) -> Outcome<Owner> {
    stage.instructions.seed(INSTRUCTION, stage.clock.now()).await?;
    let (email, password) = match configured {
        Some(first) => (first.email.as_str().to_owned(), first.password.expose_secret().to_owned()),
        None => (EMAIL.to_owned(), stage.ids.secret().chars().take(16).collect()),
    };
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let new = NewAdmin { name: OWNER.into(), email: email.clone(), password: password.clone() };
    let account = stage.accounts.set_up(new, Some(here)).await?.account;
    let admin = Admin::vouched(account.id, account.role, here);
    let owner = admin.owner().ok_or("the first account is no owner's")?;
    let saved = stage.settings.save_business(&owner, business(), 0).await?;
    stage.settings.save_widget(&owner, vec![], GREETING.into(), saved.version).await?;
    Ok(Owner { admin, email, password: configured.is_none().then_some(password) })
}

fn business() -> Business {
    let span = |from: u16, until: u16| vec![OpenSpan { from: from * 60, until: until * 60 }];
    let week = || span(9, 18);
    Business {
        name: NAME.into(),
        time_zone: ZONE.into(),
        hours: Hours([week(), week(), week(), week(), week(), span(10, 16), vec![]]),
        meeting_minutes: 45,
        services: SERVICES.iter().map(|(name, price)| Service { name: (*name).into(), price: (*price).into() }).collect(),
        contact: CONTACT.into(),
        ..Business::default()
    }
}
