//! The first sheet of a report: the figures beside those of the days before, what there is to do, and charts of Excel's own over the
//! numbers that stand here.

use rust_xlsxwriter::{
    Chart, ChartLegendPosition, ChartSolidFill, ChartType, ConditionalFormatCell, ConditionalFormatCellRule, Table, TableColumn, Url,
    Worksheet, XlsxError,
};

use super::{
    super::book::put,
    look::{BAD, BLUE, GOOD, Look, STYLE, TEAL, set_up_print, tinted},
};
use crate::domain::{
    analytics::measure::Measure,
    report::{
        SheetName,
        summary::{Summary, SummaryFigure},
    },
    sheet::Cell,
};

/// The columns: what, the figure, that of the days before, the change, the mean, and where its rows are.
const WIDTHS: [f64; 7] = [44.0, 16.0, 18.0, 15.0, 22.0, 18.0, 3.0];
const LAST: u16 = 5;
/// Where charts begin.
const BESIDE: u16 = 7;
/// The row of the figures' heads.
const FIGURES: u32 = 5;
/// Characters of one line across the sheet, and its height in points.
const LINE_CHARS: usize = 125;
const LINE_HEIGHT: u32 = 16;
/// Of a chart, in pixels; and the rows that it stands over.
const CHART: (u32, u32) = (640, 320);
const CHART_ROWS: u32 = 17;

pub fn write(sheet: &mut Worksheet, look: &Look, summary: &Summary) -> Result<(), XlsxError> {
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_screen_gridlines(false);
    set_up_print(sheet);
    head(sheet, look, summary)?;
    figures(sheet, look, summary)?;
    let row = FIGURES + rows_of(summary.figures.len()) + 2;
    let row = to_do(sheet, look, summary, row)?;
    let row = remarks(sheet, look, summary, row)?;
    let row = pages(sheet, look, summary, row)?;
    bars(sheet, look, summary, row)
}

fn rows_of(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whose report of which days it is, and the days in words.
fn head(sheet: &mut Worksheet, look: &Look, summary: &Summary) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, &summary.business, &look.title)?;
    sheet.write_string_with_format(1, 0, format!("Report of {}", summary.range), &look.subtitle)?;
    let zone = summary.made_at.time_zone().iana_name().unwrap_or("UTC").to_owned();
    sheet.write_string_with_format(2, 0, format!("Made ({zone})"), &look.quiet)?;
    put(sheet, 2, 1, &Cell::Time(summary.made_at.clone()), &look.cells, false)?;
    sheet.merge_range(3, 0, 3, LAST, &summary.insight, &look.words)?;
    let lines = summary.insight.chars().count().div_ceil(LINE_CHARS).max(1);
    sheet.set_row_height(3, rows_of(lines).saturating_mul(LINE_HEIGHT).min(400))?;
    Ok(())
}

fn figures(sheet: &mut Worksheet, look: &Look, summary: &Summary) -> Result<(), XlsxError> {
    if summary.figures.is_empty() {
        return Ok(());
    }
    let (now, before) = if summary.range.is_one_day() { ("This day", "The day before") } else { ("These days", "The days before") };
    let heads = ["Figure", now, before, "Change", "Mean of a day before", "Its rows"];
    table(sheet, look, FIGURES, &heads, summary.figures.len())?;
    for (row, figure) in (FIGURES + 1..).zip(&summary.figures) {
        sheet.write_string(row, 0, figure.words)?;
        sheet.write_number_with_format(row, 1, number(figure.now), &look.count)?;
        sheet.write_number_with_format(row, 2, number(figure.before), &look.count)?;
        if figure.is_whole {
            sheet.write_number_with_format(row, 3, number(figure.now) - number(figure.before), &look.change)?;
            colour_change(sheet, row, figure)?;
        } else {
            sheet.write_string_with_format(row, 3, "not comparable", &look.quiet)?;
        }
        match figure.week_mean {
            Some(hundredths) => sheet.write_number_with_format(row, 4, number(hundredths) / 100.0, &look.mean)?,
            None => sheet.write_string_with_format(row, 4, "not known yet", &look.quiet)?,
        };
        if let Some(rows) = figure.sheet {
            leads_to(sheet, look, (row, 5), rows)?;
        }
    }
    Ok(())
}

/// More is good, or bad; or neither, as of tokens.
fn colour_change(sheet: &mut Worksheet, row: u32, figure: &SummaryFigure) -> Result<(), XlsxError> {
    let (more, less) = match figure.measure {
        Measure::PromptTokens | Measure::OutputTokens | Measure::Replies(_) => return Ok(()),
        Measure::Lost | Measure::Cancelled | Measure::ModelErrors | Measure::Stopped | Measure::Fallbacks | Measure::Unanswered => {
            (BAD, GOOD)
        }
        Measure::Opens
        | Measure::Chats
        | Measure::VisitorMessages
        | Measure::Answers
        | Measure::Leads
        | Measure::Qualified
        | Measure::Agreed
        | Measure::Won
        | Measure::Meetings => (GOOD, BAD),
    };
    for (rule, colours) in [(ConditionalFormatCellRule::GreaterThan(0), more), (ConditionalFormatCellRule::LessThan(0), less)] {
        let rule = ConditionalFormatCell::new().set_rule(rule).set_format(tinted(colours));
        sheet.add_conditional_format(row, 3, row, 3, &rule)?;
    }
    Ok(())
}

/// Follow-ups and how quickly visitors were answered. The row behind it.
fn to_do(sheet: &mut Worksheet, look: &Look, summary: &Summary, row: u32) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, "To do", &look.section)?;
    sheet.write_string(row + 1, 0, "Follow-ups, overdue and of the next seven days")?;
    sheet.write_number_with_format(row + 1, 1, number(summary.follow_ups), &look.count)?;
    leads_to(sheet, look, (row + 1, 2), SheetName::FollowUps)?;
    sheet.write_string(row + 2, 0, "Of these overdue")?;
    sheet.write_number_with_format(row + 2, 1, number(summary.overdue), &look.count)?;
    let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::GreaterThan(0)).set_format(tinted(BAD));
    sheet.add_conditional_format(row + 2, 1, row + 2, 1, &rule)?;
    let Some(times) = summary.reply_times else { return Ok(row + 4) };
    sheet.write_string_with_format(row + 4, 0, "Answers", &look.section)?;
    sheet.write_string(row + 5, 0, "Half of them within")?;
    sheet.write_number_with_format(row + 5, 1, number(times.p50) / 1_000.0, &look.seconds)?;
    sheet.write_string(row + 6, 0, "Nineteen of twenty within")?;
    let format = if times.is_open { &look.open_seconds } else { &look.seconds };
    sheet.write_number_with_format(row + 6, 1, number(times.p95) / 1_000.0, format)?;
    Ok(row + 8)
}

fn remarks(sheet: &mut Worksheet, look: &Look, summary: &Summary, row: u32) -> Result<u32, XlsxError> {
    for (row, remark) in (row..).zip(&summary.remarks) {
        sheet.write_string_with_format(row, 0, remark, &look.quiet)?;
    }
    Ok(if summary.remarks.is_empty() { row } else { row + rows_of(summary.remarks.len()) + 1 })
}

/// Pages of the site with the most leads.
fn pages(sheet: &mut Worksheet, look: &Look, summary: &Summary, row: u32) -> Result<u32, XlsxError> {
    if summary.pages.is_empty() {
        return Ok(row);
    }
    table(sheet, look, row, &["Page", "New leads"], summary.pages.len())?;
    for (row, (page, leads)) in (row + 1..).zip(&summary.pages) {
        put(sheet, row, 0, &Cell::text(page.as_str()), &look.cells, false)?;
        sheet.write_number_with_format(row, 1, number(*leads), &look.count)?;
    }
    let end = row + rows_of(summary.pages.len());
    let mut chart = chart(ChartType::Bar, "New leads by page");
    series(&mut chart, "New leads", 1, (row + 1, end), TEAL);
    chart.legend().set_hidden();
    // The first one on top.
    chart.x_axis().set_reverse();
    sheet.insert_chart(FIGURES + CHART_ROWS, BESIDE, &chart)?;
    Ok(end + 2)
}

/// Conversations and leads by the hour, or by the day.
fn bars(sheet: &mut Worksheet, look: &Look, summary: &Summary, row: u32) -> Result<(), XlsxError> {
    if summary.bars.is_empty() {
        return Ok(());
    }
    let (head, title) = match summary.range.is_one_day() {
        true => ("Hour", "Conversations and leads by the hour"),
        false => ("Day", "Conversations and leads by the day"),
    };
    table(sheet, look, row, &[head, "New conversations", "New leads"], summary.bars.len())?;
    for (row, bar) in (row + 1..).zip(&summary.bars) {
        sheet.write_string(row, 0, &bar.label)?;
        sheet.write_number_with_format(row, 1, number(bar.chats), &look.count)?;
        sheet.write_number_with_format(row, 2, number(bar.leads), &look.count)?;
    }
    let rows = (row + 1, row + rows_of(summary.bars.len()));
    let mut chart = chart(ChartType::Column, title);
    series(&mut chart, "New conversations", 1, rows, BLUE);
    series(&mut chart, "New leads", 2, rows, TEAL);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    sheet.insert_chart(FIGURES, BESIDE, &chart)?;
    Ok(())
}

/// The heads of a table of so many rows, at least one.
fn table(sheet: &mut Worksheet, look: &Look, row: u32, heads: &[&str], rows: usize) -> Result<(), XlsxError> {
    let column = |head: &&str| TableColumn::new().set_header(*head).set_header_format(&look.cells.heading);
    let columns: Vec<TableColumn> = heads.iter().map(column).collect();
    let table = Table::new().set_columns(&columns).set_style(STYLE).set_autofilter(false);
    let last = u16::try_from(heads.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.add_table(row, 0, row + rows_of(rows), last, &table)?;
    Ok(())
}

fn chart(kind: ChartType, title: &str) -> Chart {
    let mut chart = Chart::new(kind);
    chart.title().set_name(title);
    chart.set_width(CHART.0).set_height(CHART.1).set_alt_text(format!("{title}: the numbers stand in the table of this sheet."));
    chart
}

/// Numbers of a column of this sheet, from one row to another, under the labels of the first column.
fn series(chart: &mut Chart, name: &str, column: u16, (from, to): (u32, u32), colour: u32) {
    let sheet = SheetName::Summary.title();
    chart
        .add_series()
        .set_name(name)
        .set_categories((sheet, from, 0_u16, to, 0_u16))
        .set_values((sheet, from, column, to, column))
        .set_format(ChartSolidFill::new().set_color(colour));
}

/// A link to the sheet that has the rows.
fn leads_to(sheet: &mut Worksheet, look: &Look, (row, column): (u32, u16), to: SheetName) -> Result<(), XlsxError> {
    let link = Url::new(format!("internal:'{}'!A1", to.title())).set_text(to.title());
    sheet.write_url_with_format(row, column, link, &look.cells.link)?;
    Ok(())
}

fn number(count: u64) -> f64 {
    count as f64
}
