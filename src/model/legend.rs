//! The words of the legends' entries, in their order: shared by the build script and the bundle.

/// Of membership, in the order of `Group::ALL`.
pub const MEMBERSHIP: [&str; 9] =
    ["founders", "1952-82", "1999", "2004", "2009-20", "2023-24", "indo-pacific", "partners", "suspended"];

/// Of spending: shares of the economy in percent, and those whose figures are not NATO's.
pub const SPENDING: [&str; 7] = ["below-1", "1-1.5", "1.5-2", "2-2.5", "2.5-3.5", "from-3.5", "sipri"];

/// Of offices.
pub const OFFICES: [&str; 4] = ["active", "closed", "proposed", "mission"];

/// Of the treaty area.
pub const TREATY_AREA: [&str; 3] = ["covered", "not", "disputed"];
