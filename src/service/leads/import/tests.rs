//! Imports over the ports in memory.

use futures_executor::LocalPool;

use super::*;
use crate::{
    domain::{
        account::{Role, Scope},
        custom::FieldKind,
        ids::AdminId,
        lead::{
            LeadStatus,
            edit::LeadEdit,
            import::{Duplicate, ImportState},
            line::Line,
            timeline::Happening,
        },
        upload::{Draft, Upload},
    },
    service::{
        leads::OnDuplicate,
        memory::{ManualClock, MemoryAdmins, MemoryAudit, MemoryBus, MemoryConversations, MemoryImports, MemorySettings, SequentialIds},
        permission::{Admin, Integrator},
        ports::AuditLog,
    },
};

/// Lines of cells between commas, which have no commas in them.
struct PlainFiles;

#[async_trait::async_trait]
impl TableFiles for PlainFiles {
    async fn read(&self, file: Vec<u8>) -> Result<Upload, ServiceError> {
        let text = String::from_utf8(file).map_err(|_| ServiceError::field("file", "no text"))?;
        let mut draft = Draft::default();
        for (line, row) in (1..).zip(text.lines()) {
            draft.push(line, row.split(',').map(str::to_owned).collect()).expect("small");
        }
        draft.finish(Form { format: "csv".into(), ..Form::default() }).map_err(|error| ServiceError::field("file", error.to_string()))
    }
}

struct Stage {
    store: MemoryConversations,
    audit: MemoryAudit,
    clock: ManualClock,
    imports: LeadImports,
    owner: Clerk,
}

impl Stage {
    fn new() -> Self {
        Self::with_fields(vec![])
    }

    /// With fields that the owner defined.
    fn with_fields(lead_fields: Vec<CustomField>) -> Self {
        let (store, audit, clock) = (MemoryConversations::new(), MemoryAudit::default(), ManualClock::default());
        let desk = LeadDesk {
            leads: Arc::new(store.clone()),
            conversations: Arc::new(store.clone()),
            settings: Arc::new(MemorySettings::with(Settings { lead_fields, ..Settings::default() })),
            team: Arc::new(MemoryAdmins::default()),
            bus: Arc::new(MemoryBus::default()),
            clock: Arc::new(clock.clone()),
            ids: Arc::new(SequentialIds::default()),
        };
        let imports = LeadImports { desk, imports: Arc::new(MemoryImports::beside(&store, &audit)), files: Arc::new(PlainFiles) };
        let owner = Clerk::admin(&Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into()));
        Self { store, audit, clock, imports, owner }
    }

    async fn run(&self, text: &str, on_known: OnKnown) -> ImportReport {
        self.imports.run(&self.owner, order(text, on_known)).await.expect("taken in")
    }

    async fn preview(&self, text: &str, on_known: OnKnown) -> ImportPreview {
        self.imports.preview(&self.owner, order(text, on_known)).await.expect("looked at")
    }

    async fn revert(&self, import: &Import) -> Reverted {
        self.imports.revert(&self.owner, &import.id).await.expect("taken back")
    }

    async fn edit(&self, lead: &Lead, field: Field, value: &str) -> Lead {
        let edit = LeadEdit { values: [(field, value.to_owned())].into(), ..LeadEdit::default() };
        self.imports.desk.edit(&self.owner, &lead.id, edit, None).await.expect("changed")
    }

    async fn add(&self, values: &[(Field, &str)]) -> Lead {
        let edit = LeadEdit { values: values.iter().map(|(field, value)| (*field, (*value).to_owned())).collect(), ..LeadEdit::default() };
        match self.imports.desk.add(&self.owner, edit, Channel::Manual, OnDuplicate::Refuse).await.expect("added") {
            crate::service::leads::Added::New(lead) | crate::service::leads::Added::Joined(lead) => lead,
        }
    }

    /// The lead of this address.
    async fn lead(&self, address: &str) -> Option<Lead> {
        self.imports.desk.owner(&self.owner, PersonKey::Email(address.into())).await.expect("read")
    }

    async fn told(&self, lead: &Lead) -> Vec<Happening> {
        let detail = self.imports.desk.detail(&self.owner, &lead.id).await.expect("a lead");
        let happened = |line: Line| match line {
            Line::Event(event) => Some(event.what),
            Line::Said(_) => None,
        };
        detail.timeline.lines.into_iter().filter_map(happened).collect()
    }
}

fn order(text: &str, on_known: OnKnown) -> ImportOrder {
    ImportOrder { name: "C:\\lists\\people.csv".into(), bytes: text.into(), on_known, ..ImportOrder::default() }
}

fn run<T>(story: impl Future<Output = T>) -> T {
    LocalPool::new().run_until(story)
}

/// New, merged, skipped, failed.
fn counted(findings: &crate::domain::lead::import::Findings) -> [u32; 4] {
    let counts = findings.counts;
    [counts.new, counts.merged, counts.skipped, counts.failed]
}

const PEOPLE: &str = "Name,E-mail,Phone,Status\n\
    Ana Lima,ana@example.com,+351 912 345 678,won\n\
    Ben,ben@,,\n\
    Ana,ANA@example.com,,\n\
    ,,+92 300 1234567,\n";

#[test]
fn a_file_is_looked_at_and_nothing_is_written() {
    run(async {
        let stage = Stage::new();
        let preview = stage.preview(PEOPLE, OnKnown::Skip).await;
        assert_eq!((preview.file.as_str(), counted(&preview.findings)), ("people.csv", [2, 0, 1, 1]));
        let targets: Vec<String> = preview.columns.iter().map(|column| column.target.to_string()).collect();
        assert_eq!(targets, ["name", "email", "phone", "status"]);
        let error = &preview.findings.errors[0];
        assert_eq!((error.line, error.field.as_str(), preview.findings.errors_total), (3, "email", 1));
        assert_eq!(preview.findings.duplicates, [Duplicate { line: 4, field: "email".into(), same_as_line: Some(2), lead_id: None }]);
        assert_eq!((stage.store.all_leads().len(), stage.imports.latest(&stage.owner).await), (0, Ok(vec![])));
    });
}

#[test]
fn an_import_does_what_the_preview_says_and_is_remembered() {
    run(async {
        let stage = Stage::new();
        let preview = stage.preview(PEOPLE, OnKnown::Skip).await;
        let report = stage.run(PEOPLE, OnKnown::Skip).await;
        assert_eq!(report.findings, preview.findings);
        let ana = stage.lead("ana@example.com").await.expect("a lead");
        assert_eq!((ana.status, ana.version, ana.source.channel), (LeadStatus::Won, 1, Channel::Manual));
        let told = stage.told(&ana).await;
        assert!(told.iter().any(|line| matches!(line, Happening::Imported { import_id, file, changes }
            if *import_id == report.import.id && file == "people.csv" && changes.is_empty())));
        assert_eq!(stage.imports.latest(&stage.owner).await, Ok(vec![report.import.clone()]));
        assert_eq!(report.import.state(stage.clock_now()), ImportState::Finished);
        let lines = stage.audit.latest(9).await.expect("read");
        assert_eq!(lines.len(), 1);
        assert_eq!(
            (lines[0].action.as_str(), lines[0].target.clone()),
            ("leads.imported", Some(format!("{}, people.csv, 4 rows", report.import.id)))
        );
        // Again, everybody with a key is known.
        let again = stage.run(PEOPLE, OnKnown::Skip).await;
        assert_eq!(counted(&again.findings), [0, 0, 3, 1]);
        assert_eq!((again.findings.duplicates_in_file, again.findings.duplicates_stored), (0, 3));
        assert_eq!(stage.store.all_leads().len(), 2);
    });
}

impl Stage {
    fn clock_now(&self) -> crate::domain::time::Timestamp {
        crate::service::ports::Clock::now(&self.clock)
    }
}

#[test]
fn a_merge_fills_in_and_a_number_of_somebody_else_stays_theirs() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Email, "ana@example.com"), (Field::Name, "Ana")]).await;
        let ben = stage.add(&[(Field::Phone, "+351 912 345 678")]).await;
        let text = "Name,E-mail,Phone,Company\nAnna,ana@example.com,,Lima\nX,ana@example.com,+351 912 345 678,\nCleo,cleo@example.com,,\nCleo,cleo@example.com,+1 212 555 0123,Cle\n";
        let report = stage.run(text, OnKnown::Merge).await;
        assert_eq!(counted(&report.findings), [1, 2, 0, 1]);
        assert_eq!((report.findings.errors[0].line, report.findings.errors[0].field.as_str()), (3, "phone"));
        let after = stage.lead("ana@example.com").await.expect("a lead");
        assert_eq!((after.id.clone(), after.value(Field::Name), after.value(Field::Company)), (ana.id, Some("Ana"), Some("Lima")));
        assert_eq!(after.version, 2);
        let cleo = stage.lead("cleo@example.com").await.expect("a lead");
        assert_eq!((cleo.version, cleo.value(Field::Company)), (1, Some("Cle")), "one write for both of her rows");
        assert_eq!(stage.imports.desk.find(&stage.owner, &ben.id).await.expect("there").version, 1);
    });
}

#[test]
fn a_shared_number_is_no_second_claim() {
    run(async {
        let stage = Stage::new();
        let text = "E-mail,Phone\nana@example.com,+351 912 345 678\nben@example.com,+351 912 345 678\n";
        let report = stage.run(text, OnKnown::Merge).await;
        assert_eq!(counted(&report.findings), [2, 0, 0, 0]);
        let ana = stage.lead("ana@example.com").await.expect("a lead");
        let owner = stage.imports.desk.owner(&stage.owner, PersonKey::Phone("+351912345678".into())).await.expect("read");
        assert_eq!(owner.map(|lead| lead.id), Some(ana.id));
    });
}

#[test]
fn an_import_is_taken_back_exactly_and_what_was_touched_stays() {
    run(async {
        let stage = Stage::new();
        let before = stage.add(&[(Field::Email, "old@example.com")]).await;
        let lines = stage.told(&before).await;
        let text =
            "E-mail,Company,Phone\nold@example.com,Lima,+351 912 345 678\nnew@example.com,,\ntouched@example.com,,\nmerged@example.com,,\n";
        let report = stage.run(text, OnKnown::Merge).await;
        assert_eq!(counted(&report.findings), [3, 1, 0, 0]);
        let touched = stage.edit(&stage.lead("touched@example.com").await.expect("a lead"), Field::Name, "Tea").await;
        let other = stage.add(&[(Field::Name, "Otto")]).await;
        let merged = stage.lead("merged@example.com").await.expect("a lead");
        let merged = stage.imports.desk.merge(&stage.owner, &other.id, &merged.id).await.expect("merged");

        let reverted = stage.revert(&report.import).await;
        let kept: Vec<_> = reverted.kept.iter().map(|lead| lead.id.clone()).collect();
        assert_eq!((reverted.import.removed, reverted.import.restored, reverted.import.kept_total), (1, 1, 2));
        assert!(kept.contains(&touched.id) && kept.contains(&merged.id), "{kept:?}");
        assert_eq!(stage.lead("new@example.com").await, None);
        let old = stage.lead("old@example.com").await.expect("a lead");
        assert_eq!(old, Lead { version: 3, updated_at: old.updated_at, ..before });
        assert_eq!(stage.told(&old).await, lines, "nothing tells of it");
        let owner = stage.imports.desk.owner(&stage.owner, PersonKey::Phone("+351912345678".into())).await.expect("read");
        assert_eq!(owner, None);

        let again = stage.revert(&report.import).await;
        assert_eq!(again, reverted, "once is enough");
        assert_eq!(again.import.state(stage.clock_now()), ImportState::Reverted);
        let told = stage.audit.latest(1).await.expect("read");
        assert_eq!(told[0].action, "leads.import_reverted");
    });
}

#[test]
fn more_than_a_batch_is_taken_in_and_taken_back() {
    run(async {
        let stage = Stage::new();
        let rows: String = (0..250).map(|n| format!("p{n}@example.com,\n")).collect();
        // The last row says more of somebody of the first batch.
        let text = format!("E-mail,Company\n{rows}p3@example.com,Lima\n");
        let report = stage.run(&text, OnKnown::Merge).await;
        assert_eq!((counted(&report.findings), report.findings.duplicates_in_file), ([250, 1, 0, 0], 1));
        assert_eq!(stage.lead("p3@example.com").await.expect("a lead").version, 2);
        assert_eq!(stage.imports.latest(&stage.owner).await.expect("read")[0].counts, report.findings.counts);
        let reverted = stage.revert(&report.import).await;
        assert_eq!((reverted.import.removed, reverted.import.kept_total, stage.store.all_leads().len()), (250, 0, 0));
    });
}

#[test]
fn values_of_the_owners_fields_are_checked_and_others_refused() {
    run(async {
        let field = |key: &str, kind| CustomField { key: key.into(), label: key.into(), kind, hint: String::new() };
        let plans = FieldKind::Choice { options: vec!["Gold".into(), "Silver".into()] };
        let stage = Stage::with_fields(vec![field("tooth", FieldKind::Number), field("plan", plans)]);
        let text =
            "E-mail,Tooth,custom.plan,Further values\nana@example.com,12,gold,\nben@example.com,many,,\ncleo@example.com,,,size: XL\n";
        let preview = stage.preview(text, OnKnown::Merge).await;
        let report = stage.run(text, OnKnown::Merge).await;
        assert_eq!(report.findings, preview.findings);
        assert_eq!(counted(&report.findings), [1, 0, 0, 2]);
        let wrong: Vec<_> = report.findings.errors.iter().map(|error| (error.line, error.field.as_str())).collect();
        assert_eq!(wrong, [(3, "custom.tooth"), (4, "custom")]);
        let ana = stage.lead("ana@example.com").await.expect("a lead");
        assert_eq!((ana.custom.get("tooth"), ana.custom.get("plan")), (Some("12"), Some("Gold")));
        let mapping = [("Tooth".to_owned(), crate::domain::lead::import::target::Target::Own("size".into()))].into();
        let unknown = stage.imports.preview(&stage.owner, ImportOrder { mapping, ..order(text, OnKnown::Skip) }).await;
        assert!(matches!(unknown, Err(ServiceError::Invalid(fields)) if fields.contains_key("mapping")));
    });
}

#[test]
fn what_is_wrong_with_the_order_is_named() {
    run(async {
        let stage = Stage::new();
        let mapping = [("Nothing".to_owned(), crate::domain::lead::import::target::Target::Skip)].into();
        let wrong = stage.imports.preview(&stage.owner, ImportOrder { mapping, ..order(PEOPLE, OnKnown::Skip) }).await;
        assert!(matches!(wrong, Err(ServiceError::Invalid(fields)) if fields.contains_key("mapping")));
        let empty = stage.imports.run(&stage.owner, order("", OnKnown::Skip)).await;
        assert!(matches!(empty, Err(ServiceError::Invalid(fields)) if fields.contains_key("file")));
        let reader = Clerk::program(&Integrator::vouched(None, [Scope::LeadsRead]), [192, 0, 2, 7].into()).expect("a reader");
        assert_eq!(stage.imports.preview(&reader, order(PEOPLE, OnKnown::Skip)).await, Err(ServiceError::Forbidden));
        let nobody = stage.preview("Score,Link\n7,x\n", OnKnown::Skip).await;
        assert_eq!((nobody.findings.errors[0].field.as_str(), counted(&nobody.findings)), ("mapping", [0, 0, 0, 1]));
        let unknown = stage.imports.revert(&stage.owner, &ImportId::new(uuid::Uuid::from_u128(9))).await;
        assert_eq!(unknown, Err(ServiceError::NotFound("import")));
    });
}

#[test]
fn how_far_it_is_can_be_asked_while_it_is_under_way() {
    run(async {
        let stage = Stage::new();
        let id = stage.imports.new_id();
        let text: String = std::iter::once("E-mail\n".to_owned()).chain((0..250).map(|n| format!("p{n}@example.com\n"))).collect();
        let wanted = ImportOrder { id: Some(id.clone()), ..order(&text, OnKnown::Skip) };
        assert_eq!(stage.imports.progress(&stage.owner, &id).await, Ok(None), "it has not begun");
        let mut steps: Vec<(u32, u32)> = vec![];
        let asking = async {
            while steps.last() != Some(&(250, 250)) {
                let counts = stage.imports.progress(&stage.owner, &id).await.expect("read");
                steps.extend(counts.map(|counts| (counts.done(), counts.rows)));
            }
        };
        let (report, ()) = futures::future::join(stage.imports.run(&stage.owner, wanted.clone()), asking).await;
        assert_eq!(report.expect("taken in").import.id, id);
        steps.dedup();
        assert_eq!(steps, [(0, 250), (100, 250), (200, 250), (250, 250)]);

        let again = stage.imports.run(&stage.owner, wanted.clone()).await;
        assert!(matches!(again, Err(ServiceError::Invalid(fields)) if fields.contains_key("id")), "an id is good for one");
        let program = Integrator::vouched(None, [Scope::LeadsWrite]);
        let program = Clerk::program(&program, [192, 0, 2, 7].into()).expect("a writer");
        let chosen = stage.imports.run(&program, ImportOrder { id: Some(stage.imports.new_id()), ..wanted }).await;
        assert!(matches!(chosen, Err(ServiceError::Invalid(fields)) if fields.contains_key("id")));
    });
}

#[test]
fn an_import_that_is_under_way_is_not_taken_back_and_one_that_broke_off_is() {
    run(async {
        let stage = Stage::new();
        let report = stage.run("E-mail\nana@example.com\n", OnKnown::Skip).await;
        let running = Import { finished_at: None, version: report.import.version + 1, ..report.import.clone() };
        let change = crate::service::ports::ImportWrite { import: running, leads: vec![], marks: vec![], unmarks: vec![], entry: None };
        stage.imports.imports.write(change).await.expect("written");
        let early = stage.imports.revert(&stage.owner, &report.import.id).await;
        assert!(matches!(early, Err(ServiceError::Conflict(_))), "{early:?}");
        stage.clock.advance(std::time::Duration::from_secs(121));
        assert_eq!(stage.revert(&report.import).await.import.removed, 1);
    });
}
