//! Phrases of the interface that are said of the texts only. They come with them, so that what Explore needs first is smaller;
//! the build script has this list as well, and packs them in its order.

macro_rules! phrases {
    ($($name:ident: $constant:literal,)*) => {
        /// A phrase; `Texts` has its words.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[allow(missing_docs)]
        pub enum Phrase { $($name,)* }

        /// The constants of the catalogue, in the order of `Phrase`.
        pub const PHRASES: &[&str] = &[$($constant,)*];
    };
}

phrases! {
    Bound: "copy::COMPARE_BOUND",
    BoundThen: "copy::COMPARE_BOUND_THEN",
    None: "copy::COMPARE_NONE",
    NoneThen: "copy::COMPARE_NONE_THEN",
    Closest: "copy::COMPARE_CLOSEST",
    Nothing: "copy::COMPARE_NOTHING",
    Suspended: "copy::COMPARE_SUSPENDED",
    SharedLong: "copy::COMPARE_SHARED_LONG",
    SharedOne: "copy::COMPARE_SHARED_ONE",
    Always: "copy::COMPARE_ALWAYS",
    InForce: "copy::COMPARE_IN_FORCE",
    InEffect: "copy::COMPARE_IN_EFFECT",
    IsSuspended: "copy::COMPARE_IS_SUSPENDED",
    NotYet: "copy::COMPARE_NOT_YET",
    SignedOnly: "copy::COMPARE_SIGNED_ONLY",
    Undated: "copy::COMPARE_UNDATED",
    Over: "copy::COMPARE_OVER",
    EffectOver: "copy::COMPARE_EFFECT_OVER",
    Dormant: "copy::COMPARE_DORMANT",
    Allies: "copy::COMPARE_ALLIES",
    NoAllies: "copy::COMPARE_NO_ALLIES",
    GroupingLater: "copy::GROUPING_LATER",
    GroupingMembers: "copy::GROUPING_MEMBERS",
    Open: "copy::LAYER_OPEN",
    Outside: "copy::LAYER_OUTSIDE",
    Former: "copy::LAYER_FORMER",
    SpendingBefore: "copy::SPENDING_BEFORE",
    SpendingMembers: "copy::SPENDING_MEMBERS_LONG",
    SpendingChart: "copy::SPENDING_CHART",
    RaceApplied: "copy::RACE_APPLIED_LONG",
    RaceSigned: "copy::RACE_SIGNED_LONG",
    RaceState: "copy::RACE_STATE",
}
