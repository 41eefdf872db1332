//! The pure core: what is true on a date, what the reader looks at, and what they see.
//!
//! Nothing here knows a browser, a pixel or Yew. Tables come from the build script;
//! `scene` turns a `View` into everything a reader sees, as data.

pub mod address;
pub mod atlas;
pub mod calendar;
pub mod camera;
pub mod commitment;
pub mod compare;
pub mod date;
pub mod difference;
pub mod labels;
pub mod layers;
pub mod legend;
pub mod lines;
pub mod money;
pub mod options;
pub mod overlay;
pub mod phrase;
pub mod protocol;
pub mod query;
pub mod scene;
pub mod search;
pub mod shapes;
pub mod slug;
pub mod squeeze;
pub mod stage;
pub mod steer;
pub mod style;
pub mod summary;
pub mod text;
pub mod texts;
pub mod timeline;
pub mod unpack;
pub mod view;
