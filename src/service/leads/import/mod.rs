//! Leads out of a file: looked at beforehand, taken in batch by batch, and taken back.

mod findings;
mod plan;
mod revert;
mod store;

use std::{collections::BTreeMap, sync::Arc};

use super::LeadDesk;
use crate::{
    domain::{
        api_error::FieldErrors,
        capture::Field,
        conversation::Channel,
        country::Country,
        custom::{CustomField, CustomValues, check_values},
        extract,
        ids::ImportId,
        lead::{
            Lead,
            identity::PersonKey,
            import::{
                Findings, Import, ImportCounts, ImportPreview, OnKnown,
                columns::{Column, Mapping, columns},
                person::{Person, RowError, person},
            },
            timeline::Actor,
        },
        phone::Phone,
        settings::Settings,
        upload::{Form, UploadRow},
    },
    service::{
        error::{ServiceError, StorageError},
        permission::Clerk,
        ports::{Imports, TableFiles},
    },
};
use findings::Tally;
use plan::Plan;
pub use revert::Reverted;
pub use store::ImportReport;

/// Rows that are looked at together, and leads that one transaction writes.
const BATCH: usize = 100;
/// Imports that a list shows.
const LISTED: u32 = 50;
/// The most characters of a file's name that are kept.
const MOST_NAME: usize = 120;

#[derive(Clone)]
pub struct LeadImports {
    pub desk: LeadDesk,
    pub imports: Arc<dyn Imports>,
    pub files: Arc<dyn TableFiles>,
}

/// A file that somebody wants taken in.
#[derive(Clone, Debug, Default)]
pub struct ImportOrder {
    /// As [`LeadImports::new_id`] gave it, for whoever wants to know how far the import is.
    pub id: Option<ImportId>,
    /// As its owner calls it; may be empty.
    pub name: String,
    pub bytes: Vec<u8>,
    /// For columns that are not what their heads say.
    pub mapping: Mapping,
    pub on_known: OnKnown,
}

/// A file that was read.
struct Job<'a> {
    clerk: &'a Clerk,
    id: ImportId,
    name: String,
    form: Form,
    columns: Vec<Column>,
    rows: Vec<UploadRow>,
    on_known: OnKnown,
    /// Those that the owner defined.
    fields: Vec<CustomField>,
    /// Of the business: for times without a zone, and numbers without a country.
    zone: jiff::tz::TimeZone,
    home: Option<Country>,
}

impl Job<'_> {
    /// Leads that a program brings are the program's, those of a person are written down by hand.
    fn channel(&self) -> Channel {
        if matches!(self.clerk.actor(), Actor::Admin(_)) { Channel::Manual } else { Channel::Api }
    }

    /// Those of the rows that can be taken in, and what is wrong with the others.
    fn people(&self, rows: &[UploadRow]) -> (Vec<Person>, Vec<Vec<RowError>>) {
        let (mut people, mut wrong) = (vec![], vec![]);
        for row in rows {
            match person(row, &self.columns, &self.zone).and_then(|person| self.fitted(person)) {
                Ok(person) => people.push(person),
                Err(errors) => wrong.push(errors),
            }
        }
        (people, wrong)
    }

    /// With a number as it is dialled, and values of the owner's fields in their canonical form.
    fn fitted(&self, mut person: Person) -> Result<Person, Vec<RowError>> {
        let line = person.line;
        let error = |(field, reason)| RowError { line, field, reason };
        let custom = self.own_values(std::mem::take(&mut person.edit.custom));
        person.edit.custom = custom.map_err(|wrong| wrong.into_iter().map(error).collect::<Vec<_>>())?;
        if let Some(phone) = person.edit.values.get_mut(&Field::Phone) {
            *phone = self.dialled(std::mem::take(phone));
        }
        Ok(person)
    }

    /// Whether a lead may have the others is seen where it is known which lead that is.
    fn own_values(&self, custom: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, FieldErrors> {
        let is_defined = |(name, _): &(String, String)| self.fields.iter().any(|field| field.key == *name);
        let (own, others): (BTreeMap<_, _>, BTreeMap<_, _>) = custom.into_iter().partition(is_defined);
        let mut checked = check_values(&self.fields, own, &CustomValues::default())?;
        checked.extend(others);
        Ok(checked)
    }

    /// A value is none of the owner's fields, where there are any.
    fn has_undefined(&self, custom: &BTreeMap<String, String>) -> bool {
        !self.fields.is_empty() && custom.keys().any(|name| self.fields.iter().all(|field| field.key != *name))
    }

    fn dialled(&self, phone: String) -> String {
        Phone::parse(&phone).map_or(phone, |number| extract::at_best(number, self.home).into())
    }
}

impl LeadImports {
    /// What an import would do. Writes nothing. Field errors name `file` and `mapping`.
    pub async fn preview(&self, clerk: &Clerk, order: ImportOrder) -> Result<ImportPreview, ServiceError> {
        clerk.may_write()?;
        let job = self.read(clerk, order).await?;
        let findings = self.look(&job).await?;
        Ok(ImportPreview { file: job.name, form: job.form, columns: job.columns, findings })
    }

    /// One plan for all rows, which nobody carries out.
    async fn look(&self, job: &Job<'_>) -> Result<Findings, ServiceError> {
        let (mut tally, mut plan) = (Tally::of(job), Plan::new(&self.desk, job));
        for rows in job.rows.chunks(BATCH) {
            let (people, wrong) = job.people(rows);
            tally.refuse(wrong);
            let stored = self.owners(&people).await?;
            let outcomes: Vec<_> = people.iter().map(|person| (person.line, plan.take(person, &stored))).collect();
            tally.take(outcomes);
        }
        Ok(tally.findings())
    }

    /// For an import that is about to begin, so that one can ask how far it is.
    pub fn new_id(&self) -> ImportId {
        ImportId::new(self.desk.ids.uuid())
    }

    /// What became of the rows so far; None before the first of them was looked at.
    pub async fn progress(&self, _clerk: &Clerk, id: &ImportId) -> Result<Option<ImportCounts>, ServiceError> {
        Ok(self.imports.find(id).await?.map(|import| import.counts))
    }

    /// The latest imports, newest first.
    pub async fn latest(&self, _clerk: &Clerk) -> Result<Vec<Import>, ServiceError> {
        Ok(self.imports.latest(LISTED).await?)
    }

    async fn find(&self, id: &ImportId) -> Result<Import, ServiceError> {
        self.imports.find(id).await?.ok_or(ServiceError::NotFound("import"))
    }

    async fn read<'a>(&self, clerk: &'a Clerk, order: ImportOrder) -> Result<Job<'a>, ServiceError> {
        let upload = self.files.read(order.bytes).await?;
        let Settings { business, lead_fields: fields, .. } = self.desk.settings.load().await?;
        let columns = columns(&upload, &order.mapping, &fields).map_err(|problem| ServiceError::field("mapping", problem))?;
        Ok(Job {
            clerk,
            id: order.id.unwrap_or_else(|| self.new_id()),
            name: file_name(&order.name, &upload.form),
            form: upload.form,
            columns,
            rows: upload.rows,
            on_known: order.on_known,
            fields,
            zone: business.zone(),
            home: business.home(),
        })
    }

    /// Whose the addresses and numbers of these people are.
    async fn owners(&self, people: &[Person]) -> Result<BTreeMap<PersonKey, Lead>, StorageError> {
        let mut keys: Vec<PersonKey> = people.iter().flat_map(|person| plan::keys_in(&person.edit)).collect();
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() {
            return Ok(BTreeMap::new());
        }
        Ok(self.desk.leads.owners(&keys).await?.into_iter().collect())
    }
}

/// On one line, without the folders that it lay in.
fn file_name(given: &str, form: &Form) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let words = last.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = words.chars().filter(|c| !c.is_control()).take(MOST_NAME).collect();
    if name.is_empty() { format!("file.{}", form.format) } else { name }
}

/// No column says who anybody is.
fn names_nobody(columns: &[Column]) -> bool {
    !columns.iter().any(|column| column.target.makes_a_lead())
}

#[cfg(test)]
mod tests;
