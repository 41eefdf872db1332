//! Pieces that are kept as they are until what they show changes. One component for all of them: each component of its
//! own costs the bundle half a kilobyte.

use yew::prelude::*;
use yew::virtual_dom::{Key, VChild};

use super::app::{words, Words};
use super::card::{card_view, CardView};
use super::compare::matrix;
use super::controls::finder;
use super::lens::{lens, Lens};
use super::map::{map, names, Map, Names};
use super::shapes::{shapes, Shapes};
use super::story::{told, Told};
use super::timeline::{events, lane_names, picture, strip, timeline, Events, Picture, Timeline};
use crate::model::date::Date;
use crate::model::timeline::Lanes;
use crate::model::view::Action;

/// What a piece shows.
#[derive(PartialEq)]
pub enum Piece {
    Words(Words),
    Told(Told),
    Finder(Callback<Action>),
    Card(Box<CardView>),
    Map(Map),
    Shapes(Shapes),
    Lens(Lens),
    Names(Names),
    Timeline(Timeline),
    Picture(Picture),
    Events(Events),
    LaneNames(Lanes),
    Strip,
    /// On a date, once the texts are there or before.
    Matrix(Date, bool),
}

#[derive(Properties, PartialEq)]
struct KeptProps {
    piece: Piece,
}

struct Kept;

impl Component for Kept {
    type Message = ();
    type Properties = KeptProps;

    fn create(_: &Context<Kept>) -> Kept {
        Kept
    }

    fn view(&self, context: &Context<Kept>) -> Html {
        match &context.props().piece {
            Piece::Words(props) => words(props),
            Piece::Told(props) => told(props),
            Piece::Finder(act) => finder(act),
            Piece::Card(props) => card_view(props),
            Piece::Map(props) => map(props),
            Piece::Shapes(props) => shapes(props),
            Piece::Lens(props) => lens(props).into(),
            Piece::Names(props) => names(props),
            Piece::Timeline(props) => timeline(props),
            Piece::Picture(props) => picture(props),
            Piece::Events(props) => events(props),
            Piece::LaneNames(lanes) => lane_names(*lanes),
            Piece::Strip => strip(),
            Piece::Matrix(date, _) => matrix(*date),
        }
    }
}

/// A piece, with a key if it is one of a list.
#[inline(never)]
pub fn kept(piece: Piece, key: Option<&str>) -> Html {
    VChild::<Kept>::new(KeptProps { piece }, key.map(Key::from)).into()
}
