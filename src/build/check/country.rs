//! Countries: a row for each shape, and a shape for each row.

use super::super::raw::country::Country;
use super::text::LABEL_LIMIT;
use super::{Checker, TABLE_LIMIT};

impl Checker<'_> {
    /// Code and name of every country.
    pub fn countries(&mut self, rows: &[Country]) -> Vec<(String, String)> {
        let shape_ids: Vec<&str> = self.shapes.shapes.iter().map(|shape| shape.id.as_str()).collect();
        let mut previous = "";
        for row in rows {
            let message = format!("\"{}\" is not in the order of ids, or stands twice", row.id);
            self.expect(row.id.as_str() > previous, &row.at, message);
            previous = &row.id;
            let has_shape = shape_ids.contains(&row.id.as_str());
            self.expect(has_shape, &row.at, format!("\"{}\" has no shape in data/geo", row.id));
            self.names(row);
            self.countries.insert(row.id.clone(), self.codes.len());
            self.codes.push(row.id.clone());
        }
        if let Some(row) = rows.last() {
            for id in shape_ids {
                let has_row = self.countries.contains_key(id);
                self.expect(has_row, &row.at, format!("shape \"{id}\" of data/geo has no row here"));
            }
            self.expect(rows.len() <= TABLE_LIMIT, &row.at, format!("more than {TABLE_LIMIT} countries"));
        }
        rows.iter().map(|row| (row.id.clone(), row.name.clone())).collect()
    }

    fn names(&mut self, row: &Country) {
        let is_named = !row.name.trim().is_empty() && row.name.chars().count() <= LABEL_LIMIT;
        self.expect(is_named, &row.at, "the name is empty or too long");
        for (column, name) in [("names_un", &row.name_un), ("names_ap", &row.name_ap)] {
            self.expect(*name != row.name, &row.at, format!("{column} repeats the name: leave it empty"));
            let is_right = name.trim() == name && name.chars().count() <= LABEL_LIMIT;
            self.expect(is_right, &row.at, format!("{column} is too long or has space around it"));
        }
    }
}
