//! What browsers download, as the build left it in `target/site`.

use std::{fs, path::Path};

use super::report::{heading, row};

/// Name of the group, its files below `target/site`.
const GROUPS: [(&str, &[&str]); 3] = [
    ("loader", &["dashboard/widget.js"]),
    ("widget bundle", &["widget/pkg/widget.wasm", "widget/pkg/widget.js", "widget/pkg/widget.css"]),
    (
        "dashboard's frame",
        &[
            "dashboard/pkg/dashboard.wasm",
            "dashboard/pkg/dashboard.js",
            "dashboard/pkg/__wasm_split.______________________.js",
            "dashboard/pkg/dashboard.css",
        ],
    ),
];
/// Each page of the dashboard fetches one pack beside the frame, and most fetch `shared.parts`.
const PACKS: &str = "dashboard/pkg";

pub fn print() {
    let site = Path::new("target/site");
    println!("  {:<34} {:>10} {:>10} {:>10}", "", "raw", "gzip", "brotli");
    for (group, files) in GROUPS {
        let mut sum = [0; 3];
        for file in files {
            let sizes = sizes_of(site, file);
            if sizes[0] == 0 {
                heading(&format!("  {file} is missing: run scripts/bundles.sh"));
            }
            line(&format!("  {file}"), sizes);
            (0..3).for_each(|form| sum[form] += sizes[form]);
        }
        line(group, sum);
    }
    for pack in packs(site) {
        line(&format!("  {pack}"), sizes_of(site, &format!("{PACKS}/{pack}")));
    }
    row("budgets", "", "loader 3,072 brotli; everything the widget fetches on open 112,640 brotli");
}

fn sizes_of(site: &Path, file: &str) -> [u64; 3] {
    ["", ".gz", ".br"].map(|form| fs::metadata(site.join(format!("{file}{form}"))).map(|meta| meta.len()).unwrap_or(0))
}

fn packs(site: &Path) -> Vec<String> {
    let entries = fs::read_dir(site.join(PACKS)).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.ends_with(".parts"));
    names.sort();
    names
}

fn line(name: &str, [raw, gzip, brotli]: [u64; 3]) {
    println!("  {name:<34} {raw:>10} {gzip:>10} {brotli:>10}");
}
