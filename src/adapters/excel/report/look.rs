//! How a report looks: its colours and formats, how its pages are printed, and what is coloured by what it says.

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, ConditionalFormatFormula, ConditionalFormatType, Format,
    FormatAlign, TableStyle, Worksheet, XlsxError,
};

use super::super::book::Formats;
use crate::domain::{report::columns::Column, sheet::ColumnKind};

pub const BLUE: u32 = 0x25_63EB;
pub const TEAL: u32 = 0x0D_9488;
/// Red and green with the papers behind them.
pub const BAD: (u32, u32) = (0x99_1B1B, 0xFE_E2E2);
pub const GOOD: (u32, u32) = (0x16_6534, 0xDC_FCE7);
const WAITING: (u32, u32) = (0x85_4D0E, 0xFE_F9C3);
const CALM: (u32, u32) = (0x1E_40AF, 0xDB_EAFE);
const GREY: (u32, u32) = (0x37_4151, 0xF3_F4F6);
const BAND: u32 = 0xEF_F6FF;

/// Words of statuses, and the colours of each.
const STATUSES: [(&str, (u32, u32)); 11] = [
    ("New", CALM),
    ("Contacted", WAITING),
    ("Qualified", GOOD),
    ("Meeting scheduled", CALM),
    ("Won", GOOD),
    ("Lost", BAD),
    ("Held", GREY),
    ("Pending", WAITING),
    ("Confirmed", GOOD),
    ("Cancelled", BAD),
    ("Expired", GREY),
];

pub const STYLE: TableStyle = TableStyle::Medium2;
const A4: u8 = 9;

pub struct Look {
    /// Of single cells, as in every workbook of ours.
    pub cells: Formats,
    /// Of whole columns of counts; a count of none is no noise.
    pub count: Format,
    pub title: Format,
    pub subtitle: Format,
    pub section: Format,
    pub words: Format,
    pub quiet: Format,
    pub change: Format,
    pub mean: Format,
    pub seconds: Format,
    pub open_seconds: Format,
}

impl Look {
    pub fn new() -> Self {
        let heading = Format::new().set_bold().set_font_color(0xFF_FFFF).set_background_color(BLUE).set_align(FormatAlign::VerticalCenter);
        Self {
            cells: Formats { heading, ..Formats::new() },
            count: Format::new().set_num_format("#,##0;-#,##0;\"–\""),
            title: Format::new().set_bold().set_font_size(20).set_font_color(BLUE),
            subtitle: Format::new().set_bold().set_font_size(13),
            section: Format::new().set_bold().set_font_size(12).set_font_color(BLUE),
            words: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            quiet: Format::new().set_italic().set_font_color(GREY.0),
            change: Format::new().set_num_format("+#,##0;-#,##0;\"–\""),
            mean: Format::new().set_num_format("#,##0.00"),
            seconds: Format::new().set_num_format("0.0\" s\""),
            open_seconds: Format::new().set_num_format("\"over \"0.0\" s\""),
        }
    }
}

/// Ink and paper of what a rule finds.
pub fn tinted((ink, paper): (u32, u32)) -> Format {
    Format::new().set_font_color(ink).set_background_color(paper)
}

/// On A4 across, one page wide, numbered.
pub fn set_up_print(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&A&RPage &P of &N");
}

/// Colours the cells of a list from its second row until just before `end`. `is_banded`: every other row has a paper of its own, as
/// a table's have.
pub fn colour(sheet: &mut Worksheet, columns: &[Column], end: u32, is_banded: bool) -> Result<(), XlsxError> {
    if end < 2 {
        return Ok(());
    }
    let last = end - 1;
    for (at, column) in (0_u16..).zip(columns) {
        match column.kind {
            ColumnKind::Status => {
                for (word, colours) in STATUSES {
                    says(sheet, (at, last), word, colours)?;
                }
            }
            ColumnKind::Flag => says(sheet, (at, last), "Yes", BAD)?,
            ColumnKind::Score => {
                let bar = ConditionalFormatDataBar::new().set_fill_color(TEAL);
                let bar = bar.set_minimum(ConditionalFormatType::Number, 0).set_maximum(ConditionalFormatType::Number, 100);
                sheet.add_conditional_format(1, at, last, at, &bar)?;
            }
            ColumnKind::Text | ColumnKind::Number | ColumnKind::Time | ColumnKind::Link => {}
        }
    }
    if is_banded {
        let band = ConditionalFormatFormula::new().set_rule("=MOD(ROW(),2)=0").set_format(Format::new().set_background_color(BAND));
        sheet.add_conditional_format(1, 0, last, last_column(columns), &band)?;
    }
    Ok(())
}

/// Cells of a column, down to the last row, that say this word.
fn says(sheet: &mut Worksheet, (column, last): (u16, u32), word: &str, colours: (u32, u32)) -> Result<(), XlsxError> {
    let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word)).set_format(tinted(colours));
    sheet.add_conditional_format(1, column, last, column, &rule)?;
    Ok(())
}

pub fn last_column(columns: &[Column]) -> u16 {
    u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1)
}
