//! The icons: one drawing style, a 24 px grid, 1.5 px lines with round ends, coloured by the text around them.

use leptos::prelude::*;

use crate::domain::capture::Field;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    Alert,
    ArrowDown,
    ArrowLeft,
    ArrowUp,
    Board,
    Building,
    Calendar,
    Chat,
    Check,
    CheckCircle,
    ChevronDown,
    ChevronRight,
    ChevronUp,
    Clock,
    Code,
    Copy,
    Cross,
    CrossCircle,
    Download,
    Eye,
    EyeOff,
    Globe,
    Grid,
    Hourglass,
    Inbox,
    Info,
    Key,
    Link,
    Lines,
    LogOut,
    Mail,
    Menu,
    Merge,
    Moon,
    More,
    NoSignal,
    Note,
    Panel,
    Pencil,
    People,
    Person,
    Phone,
    Plus,
    Report,
    Retry,
    Screen,
    Search,
    Sliders,
    Spark,
    Sun,
    Table,
    Trash,
    Undo,
    Upload,
    Video,
    Wallet,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 4.2 3.6 18.6a.9.9 0 0 0 .8 1.4h15.2a.9.9 0 0 0 .8-1.4L12 4.2Zm0 5.8v4m0 2.9v.1",
            Self::ArrowDown => "M12 5v14m-5.5-5.5L12 19l5.5-5.5",
            Self::ArrowLeft => "M19 12H5m5.5-5.5L5 12l5.5 5.5",
            Self::ArrowUp => "M12 19V5m-5.5 5.5L12 5l5.5 5.5",
            Self::Board => "M5 5h3.4v14H5V5Zm5.3 0h3.4v9.5h-3.4V5Zm5.3 0H19v12h-3.4V5Z",
            Self::Building => "M5 20V9.2L12 4l7 5.2V20H5Zm5 0v-5.5h4V20",
            Self::Calendar => {
                "M6 5.5h12A1.5 1.5 0 0 1 19.5 7v11a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 18V7A1.5 1.5 0 0 1 6 5.5ZM4.5 10h15M8.5 3.5v4m7-4v4"
            }
            Self::Chat => "M12 4.2a7.8 7.8 0 1 1-3.7 14.7L4 20l1.2-4.2A7.8 7.8 0 0 1 12 4.2Z",
            Self::Check => "m5 12.5 4.6 4.6L19 7.4",
            Self::CheckCircle => "M12 3.8a8.2 8.2 0 1 1 0 16.4 8.2 8.2 0 0 1 0-16.4Zm-3.6 8.4 2.5 2.5 4.7-5",
            Self::ChevronDown => "m6 9.5 6 6 6-6",
            Self::ChevronRight => "m9.5 6 6 6-6 6",
            Self::ChevronUp => "m6 14.5 6-6 6 6",
            Self::Clock => "M12 3.8a8.2 8.2 0 1 1 0 16.4 8.2 8.2 0 0 1 0-16.4Zm0 3.9V12l2.9 1.8",
            Self::Code => "m8.5 7.5-5 4.5 5 4.5m7-9 5 4.5-5 4.5",
            Self::Copy => {
                "M9 9V5.6A1.6 1.6 0 0 1 10.6 4h7.8A1.6 1.6 0 0 1 20 5.6v7.8a1.6 1.6 0 0 1-1.6 1.6H15M5.6 9h7.8A1.6 1.6 0 0 1 15 10.6v7.8a1.6 1.6 0 0 1-1.6 1.6H5.6A1.6 1.6 0 0 1 4 18.4v-7.8A1.6 1.6 0 0 1 5.6 9Z"
            }
            Self::Cross => "m6.5 6.5 11 11m0-11-11 11",
            Self::CrossCircle => "M12 3.8a8.2 8.2 0 1 1 0 16.4 8.2 8.2 0 0 1 0-16.4Zm-2.7 5.5 5.4 5.4m0-5.4-5.4 5.4",
            Self::Download => "M12 4.5v10.2m-4.3-4.3 4.3 4.3 4.3-4.3M4.8 19.5h14.4",
            Self::Eye => "M3 12s3.2-6 9-6 9 6 9 6-3.2 6-9 6-9-6-9-6Zm9-2.6a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2Z",
            Self::EyeOff => {
                "M9.9 6.3A9 9 0 0 1 12 6c5.8 0 9 6 9 6a15 15 0 0 1-2.4 3M6.3 7.7A14.6 14.6 0 0 0 3 12s3.2 6 9 6a9 9 0 0 0 4.2-1M10 10.3a2.6 2.6 0 0 0 3.7 3.7M4 4l16 16"
            }
            Self::Globe => {
                "M12 3.8a8.2 8.2 0 1 1 0 16.4 8.2 8.2 0 0 1 0-16.4ZM4 12h16M12 3.8c2.3 2.3 3.4 5 3.4 8.2s-1.1 5.9-3.4 8.2c-2.3-2.3-3.4-5-3.4-8.2s1.1-5.9 3.4-8.2Z"
            }
            Self::Grid => "M5 4.5h5.5V10H5V4.5Zm8.5 0H19V10h-5.5V4.5ZM5 13.5h5.5V19H5v-5.5Zm8.5 0H19V19h-5.5v-5.5Z",
            Self::Hourglass => "M7 4h10M7 20h10M8 4c0 4 4 5 4 8s-4 4-4 8m8-16c0 4-4 5-4 8s4 4 4 8",
            Self::Inbox => {
                "M4 13.5 6.4 5.7A1 1 0 0 1 7.4 5h9.2a1 1 0 0 1 1 .7L20 13.5V18a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-4.5Zm0 0h4.2l1.3 2.3h5l1.3-2.3H20"
            }
            Self::Info => "M12 3.8a8.2 8.2 0 1 1 0 16.4 8.2 8.2 0 0 1 0-16.4Zm0 7.4v4.6m0-7.6v.1",
            Self::Key => "M15 4.5a4.5 4.5 0 1 1-3.2 7.7L5 19v-2.5h2V14.5h2.2l2.6-2.3A4.5 4.5 0 0 1 15 4.5Zm1 3.5v.1",
            Self::Link => {
                "M10.5 13.5a3.6 3.6 0 0 0 5.1 0l2.8-2.8a3.6 3.6 0 0 0-5.1-5.1l-1 1m1.2 3.9a3.6 3.6 0 0 0-5.1 0l-2.8 2.8a3.6 3.6 0 0 0 5.1 5.1l1-1"
            }
            Self::Lines => "M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.1m-.1 5.5h.1m-.1 5.5h.1",
            Self::LogOut => {
                "M14 8V5.5A1.5 1.5 0 0 0 12.5 4h-6A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20h6a1.5 1.5 0 0 0 1.5-1.5V16m-4-4h11m-3.5-3.5L21 12l-3.5 3.5"
            }
            Self::Mail => "M5 6h14a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Zm-.7 1 7.7 5.8L19.7 7",
            Self::Menu => "M4.5 7h15m-15 5h15m-15 5h15",
            Self::Merge => {
                "M7 5v3.5c0 2 1.2 3.5 3.2 4.3 1.2.5 1.8 1.3 1.8 2.7V20M17 5v3.5c0 2-1.2 3.5-3.2 4.3-1.2.5-1.8 1.3-1.8 2.7M9.5 17.5 12 20l2.5-2.5"
            }
            Self::Moon => "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z",
            Self::More => "M5.5 12h.1m6.4 0h.1m6.4 0h.1",
            Self::NoSignal => {
                "M4 4l16 16M2.8 9.4a14 14 0 0 1 3.8-2.6m3.5-1.2a14 14 0 0 1 11.1 3.8M6 12.9a9.3 9.3 0 0 1 4-2.3m4.3.2A9.3 9.3 0 0 1 18 12.9m-8.7 3.3a4.6 4.6 0 0 1 4.3-1M12 19.4v.1"
            }
            Self::Note => {
                "M6.5 4.5h11a1 1 0 0 1 1 1V14l-5 5.5h-7a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1Zm7 15V15a1 1 0 0 1 1-1h4M9 9h6.5M9 12.5h3.5"
            }
            Self::Panel => {
                "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5ZM14.5 5v14"
            }
            Self::Pencil => "m5 19 .8-3.6L15.9 5.3a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3L8.6 18.2 5 19Zm9.5-12.3 2.8 2.8",
            Self::People => {
                "M9.3 5a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4ZM3.5 19c.5-2.9 2.7-4.6 5.8-4.6s5.3 1.7 5.8 4.6m.4-13.7a3.2 3.2 0 0 1 0 5.9m2.2 3.6c1.6.7 2.6 2 2.9 3.8"
            }
            Self::Person => "M12 4.5a3.7 3.7 0 1 1 0 7.4 3.7 3.7 0 0 1 0-7.4ZM4.8 19.5c.6-3.2 3.3-5 7.2-5s6.6 1.8 7.2 5",
            Self::Phone => {
                "M6.2 4.5h2.4a1 1 0 0 1 1 .8l.6 2.9a1 1 0 0 1-.5 1.1l-1.6.9a11 11 0 0 0 5.7 5.7l.9-1.6a1 1 0 0 1 1.1-.5l2.9.6a1 1 0 0 1 .8 1v2.4a1.7 1.7 0 0 1-1.9 1.7A15.3 15.3 0 0 1 4.5 6.4a1.7 1.7 0 0 1 1.7-1.9Z"
            }
            Self::Plus => "M12 5v14m-7-7h14",
            Self::Report => "M6.5 4.5h8l4 4v10a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1Zm8 0v4h4M9.3 16v-3m2.9 3v-5m2.8 5v-2",
            Self::Retry => "M19.5 11a7.6 7.6 0 0 0-13.7-3.4L4.5 9M4.5 5v4h4m-4 4a7.6 7.6 0 0 0 13.7 3.4l1.3-1.4m0 4v-4h-4",
            Self::Screen => "M5 5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Zm4 14.5h6M12 16v3.5",
            Self::Search => "M10.8 4.5a6.3 6.3 0 1 1 0 12.6 6.3 6.3 0 0 1 0-12.6Zm4.6 10.9 4.1 4.1",
            Self::Sliders => {
                "M4 7.5h8m4.5 0H20M4 16.5h3.5m4.5 0h8M14.3 5.3a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Zm-4.6 9a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z"
            }
            Self::Spark => "M12 4c.7 4.3 3.7 7.3 8 8-4.3.7-7.3 3.7-8 8-.7-4.3-3.7-7.3-8-8 4.3-.7 7.3-3.7 8-8Z",
            Self::Sun => {
                "M12 8.2a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6ZM12 3v1.8m0 14.4V21m9-9h-1.8M4.8 12H3m15.4-6.4-1.3 1.3M6.9 17.1l-1.3 1.3m0-12.8 1.3 1.3m10.2 10.2 1.3 1.3"
            }
            Self::Table => {
                "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5ZM4 9.7h16M4 14.3h16M9.5 9.7V19"
            }
            Self::Trash => {
                "M4.5 7h15M9.5 7V5a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1v2m3 0-.7 11.6a1.5 1.5 0 0 1-1.5 1.4H8.7a1.5 1.5 0 0 1-1.5-1.4L6.5 7m3.8 4v5.2m3.4-5.2v5.2"
            }
            Self::Undo => "M8.7 5 4.5 9.2l4.2 4.2M5 9.2h9.4a5.1 5.1 0 0 1 0 10.2H11",
            Self::Upload => "M12 14.7V4.5M7.7 8.8 12 4.5l4.3 4.3M4.8 19.5h14.4",
            Self::Video => {
                "M5 7h8.5A1.5 1.5 0 0 1 15 8.5v7a1.5 1.5 0 0 1-1.5 1.5H5a1.5 1.5 0 0 1-1.5-1.5v-7A1.5 1.5 0 0 1 5 7Zm10 3.8 5.5-3v8.4l-5.5-3"
            }
            Self::Wallet => {
                "M17.5 8V6a1 1 0 0 0-1-1H6a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h12.5a1 1 0 0 0 1-1V9a1 1 0 0 0-1-1H6a2 2 0 0 1-1.7-1M16 13.5v.1"
            }
        }
    }
}

/// The icon of what is known about somebody.
pub fn field_glyph(field: Field) -> Glyph {
    match field {
        Field::Name => Glyph::Person,
        Field::Email => Glyph::Mail,
        Field::Phone => Glyph::Phone,
        Field::Company => Glyph::Building,
        Field::Interest => Glyph::Spark,
        Field::Budget => Glyph::Wallet,
        Field::Timeline => Glyph::Hourglass,
    }
}

/// An icon beside a word; it says nothing by itself to assistive technology.
#[component]
pub fn Icon(glyph: Glyph, #[prop(optional)] class: &'static str) -> impl IntoView {
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=glyph.path()/>
        </svg>
    }
}

/// The mark: a reception bell whose plate is a speech bubble. The only filled shape.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d="M12 4.3a1.5 1.5 0 0 1 .75 2.8v1.05a6.6 6.6 0 0 1 5.85 6.35H5.4a6.6 6.6 0 0 1 5.85-6.35V7.1A1.5 1.5 0 0 1 12 4.3ZM4.7 15.9h14.6a1.3 1.3 0 0 1 0 2.6h-9.5l-2.5 2.2v-2.2H4.7a1.3 1.3 0 0 1 0-2.6Z"/>
        </svg>
    }
}
