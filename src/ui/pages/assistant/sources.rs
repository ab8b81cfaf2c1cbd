//! What the page asks the server for. Made once, with the page itself: the address decides what of it is asked for.

use leptos::prelude::*;

use super::place::{Asked, View};
use crate::{
    domain::{
        api_error::ApiError,
        instruction::{Content, diff::ContentDiff},
        page::Page,
    },
    rpc::assistant::{
        draft::{LookView, look},
        runs::{TestsView, list_tests},
        versions::{Side, StudioView, VersionRow, compare, list_versions, open_studio},
    },
};

#[derive(Clone, Copy)]
pub struct Sources {
    pub asked: Memo<Asked>,
    pub studio: Resource<Result<StudioView, ApiError>>,
    pub look: Resource<Result<LookView, ApiError>>,
    /// The newest of them.
    pub versions: Resource<Result<Page<VersionRow>, ApiError>>,
    /// None where nothing is compared.
    pub diff: Resource<Result<Option<ContentDiff>, ApiError>>,
    /// None where they are not looked at.
    pub tests: Resource<Result<Option<TestsView>, ApiError>>,
    /// What is looked at; None: the stored draft.
    pub looked: RwSignal<Option<Content>>,
    /// Grows with each change of what is stored.
    pub stirred: RwSignal<u64>,
    /// Grows with each publication.
    pub issued: RwSignal<u64>,
}

impl Sources {
    pub fn new(asked: Memo<Asked>) -> Self {
        let (looked, stirred, issued) = (RwSignal::new(None::<Content>), RwSignal::new(0_u64), RwSignal::new(0_u64));
        let sides = Memo::new(move |_| asked.with(|asked| (asked.view == View::Compare).then_some((asked.old, asked.new))));
        let is_tests = Memo::new(move |_| asked.with(|asked| asked.view == View::Tests));
        Self {
            asked,
            studio: Resource::new(|| (), |()| open_studio()),
            look: Resource::new(move || looked.get(), look),
            versions: Resource::new(move || issued.get(), |_| list_versions(None)),
            diff: Resource::new(
                move || (sides.get(), stirred.get()),
                |(sides, _)| async move {
                    match sides {
                        Some((old, new)) => compare(Side::Kept(old), Side::Kept(new)).await.map(Some),
                        None => Ok(None),
                    }
                },
            ),
            tests: Resource::new(
                move || (is_tests.get(), stirred.get()),
                |(is_asked, _)| async move { if is_asked { list_tests().await.map(Some) } else { Ok(None) } },
            ),
            looked,
            stirred,
            issued,
        }
    }
}
