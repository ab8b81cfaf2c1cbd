//! What browsers download, as the build left it in `target/site`.

use std::{fs, path::Path};

use super::report::{heading, row};

/// Name of the group, its files below `target/site`.
const GROUPS: [(&str, &[&str]); 3] = [
    ("loader", &["dashboard/widget.js"]),
    ("widget bundle", &["widget/pkg/widget.wasm", "widget/pkg/widget.js", "widget/pkg/widget.css"]),
    ("dashboard bundle", &["dashboard/pkg/dashboard.wasm", "dashboard/pkg/dashboard.js", "dashboard/pkg/dashboard.css"]),
];

pub fn print() {
    let site = Path::new("target/site");
    println!("  {:<34} {:>10} {:>10} {:>10}", "", "raw", "gzip", "brotli");
    for (group, files) in GROUPS {
        let mut sum = [0; 3];
        for file in files {
            let sizes = ["", ".gz", ".br"].map(|form| fs::metadata(site.join(format!("{file}{form}"))).map(|meta| meta.len()).unwrap_or(0));
            if sizes[0] == 0 {
                heading(&format!("  {file} is missing: run scripts/bundles.sh"));
            }
            line(&format!("  {file}"), sizes);
            (0..3).for_each(|form| sum[form] += sizes[form]);
        }
        line(group, sum);
    }
    row("budgets", "", "loader 3,072 brotli; everything the widget fetches on open 112,640 brotli");
}

fn line(name: &str, [raw, gzip, brotli]: [u64; 3]) {
    println!("  {name:<34} {raw:>10} {gzip:>10} {brotli:>10}");
}
