//! What describes the exports: schema.org's Dataset for search engines, a text file for people.

use serde_json::json;

use super::{Edition, Export};

/// `dataset.jsonld`. Addresses are relative to it, so that the folder can lie anywhere.
pub fn dataset(edition: &Edition, exports: &[Export]) -> Export {
    let plan = edition.plan;
    let distribution: Vec<_> = exports
        .iter()
        .map(|export| {
            json!({
                "@type": "DataDownload",
                "name": export.title,
                "encodingFormat": export.media_type,
                "contentUrl": export.name,
                "contentSize": format!("{} B", export.bytes.len()),
                "license": plan.licence_url,
            })
        })
        .collect();
    let dataset = json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": plan.title,
        "description": plan.description,
        "license": plan.licence_url,
        "usageInfo": plan.licence_note,
        "creditText": plan.credit,
        "creator": { "@type": "Organization", "name": plan.creator },
        "dateModified": edition.as_of,
        "version": edition.version,
        "isAccessibleForFree": true,
        "keywords": plan.keywords,
        "temporalCoverage": format!("{}/{}", plan.from, edition.as_of),
        "spatialCoverage": plan.places.iter().map(|name| json!({ "@type": "Place", "name": name })).collect::<Vec<_>>(),
        "variableMeasured": plan.measures,
        "distribution": distribution,
    });
    Export::json("dataset.jsonld".to_owned(), &plan.title, "application/ld+json", &dataset)
}

/// `README.txt`.
pub fn readme(edition: &Edition, exports: &[Export]) -> Export {
    let plan = edition.plan;
    let width = exports.iter().map(|export| export.name.len()).max().unwrap_or_default();
    let files = exports.iter().map(|export| format!("{:width$}  {}\n", export.name, export.title)).collect::<String>();
    let text = edition.fill(&plan.readme).replace("{files}", files.trim_end());
    Export {
        name: "README.txt".to_owned(),
        title: plan.title.clone(),
        media_type: "text/plain",
        bytes: text.into_bytes(),
    }
}
