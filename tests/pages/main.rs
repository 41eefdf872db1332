//! What the built page promises, tried in three real browsers.
//!
//! `cargo xtask test` sets everything up and runs this target; by hand it is
//! `TWO_OCEANS_DIST=dist TWO_OCEANS_ENGINES=chromium,firefox,webkit cargo test --test pages -- [part of a name]`.
//! Ends with a matrix, promise × engine, in which every gap has a reason.

mod access;
mod atlas;
mod axe;
mod compare;
mod driver;
mod embeds;
mod explore;
mod guest;
mod hosts;
mod oracle;
mod page;
mod runner;
mod sandbox;
mod screens;
mod served;
mod server;
mod story;
mod texts;
mod time;
mod timelinejs;

use driver::Engine::{self, Firefox, WebKit};
use runner::{Promise, Test};
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

const EMULATION: &str = "the preference or the measure can only be set or read through the Chrome DevTools protocol";
const ONLY_CHROMIUM: &[(Engine, &str)] = &[(Firefox, EMULATION), (WebKit, EMULATION)];
const ONE_ENGINE_DRAWS: &[(Engine, &str)] = &[
    (Firefox, "pictures are pinned to one engine: another draws text and edges differently"),
    (WebKit, "pictures are pinned to one engine: another draws text and edges differently"),
];
const ONE_BROWSER: &[(Engine, &str)] = &[
    (Firefox, "the codec is the same bundle everywhere and is tried with thousands of queries natively; one browser shows the wiring"),
    (WebKit, "the codec is the same bundle everywhere and is tried with thousands of queries natively; one browser shows the wiring"),
];

const fn page(name: &'static str, test: fn(&mut page::Page) -> driver::Try) -> Promise {
    Promise { name, test: Test::Page(test), gaps: &[] }
}

/// Every promise, in the order in which a reader would notice that it is broken.
const PROMISES: &[Promise] = &[
    // Before and without the bundle.
    page("Without scripts the page is a whole document", served::whole_document_without_scripts),
    page("Without scripts a click on the map or an event opens its entry", served::served_map_links_open_entries),
    page("Without scripts the page fits a phone", served::served_page_fits_a_phone),
    page("If the bundle cannot start the page says so and stays whole", served::failed_start_leaves_the_document),
    page("If no script arrives the page stays whole", served::missing_scripts_leave_the_document),
    page("Opened from the disk the page is a whole document", served::opens_from_disk),
    // The swap.
    page("The first frame of the bundle shows the view that was asked for", served::first_frame_shows_the_asked_view),
    page("There is no empty frame at the swap", served::swap_has_no_empty_frame),
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("Nothing moves at the swap (320, 960, 1280 px)", served::swap_moves_nothing)
    },
    page("A click before the bundle is answered at once and kept", served::early_click_is_answered_and_kept),
    page("Focus, scroll and open details survive the swap", served::swap_keeps_focus_scroll_and_details),
    // Hosts.
    page("It lives under a strict Content-Security-Policy", hosts::lives_under_the_strict_policy),
    page("It lives in a sandboxed frame of no origin", hosts::lives_in_a_sandbox),
    page("In a sandbox all of it works or says why not", sandbox::everything_works_in_it_or_says_why_not),
    page("It lives in any folder", hosts::lives_in_any_folder),
    page("It asks no other server, and no server once loaded", hosts::asks_nobody_else_and_then_nobody),
    page("It asks for nothing twice and for nothing that is missing", hosts::loads_nothing_that_is_missing),
    page("It stores nothing", hosts::stores_nothing),
    page("The live page has no inline style and no inline script", hosts::live_page_needs_no_inline_rights),
    page("A message that asks gets view, date and version of the data", hosts::get_is_answered_with_view_and_data),
    // The page that holds the frame.
    page("pym.js gives the frame its height", embeds::pym_fits),
    page("iframe-resizer 4 gives the frame its height", embeds::iframe_resizer_fits),
    page("The wire format of iframe-resizer 5 gives the frame its height", embeds::iframe_resizer_5_fits),
    page("open-iframe-resizer gives the frame its height", embeds::open_iframe_resizer_fits),
    page("Newswire's frames give the frame its height", embeds::newswire_fits),
    page("Datawrapper's snippets give the frame its height", embeds::datawrapper_fits),
    page("WordPress gives the frame its height, up to its limit", embeds::wordpress_fits),
    page("H5P's resizer gives the frame its height", embeds::h5p_fits),
    page("The height is said in every dialect", embeds::every_dialect_is_spoken),
    page("Each host's handshake is answered and noted", embeds::each_handshake_is_answered),
    page("Strangers get no height, and a flood gets few", embeds::strangers_and_floods_are_not_answered),
    page("The height does not feed on itself, and fit=1 is silent", embeds::the_height_does_not_feed_on_itself),
    page("The element embeds the page, and follows attributes and property", embeds::the_element_embeds_the_page),
    page("The element survives being moved", embeds::the_element_survives_moves),
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page(
            "An element removed and put back a hundred times leaves nothing",
            embeds::a_hundred_removals_leave_nothing,
        )
    },
    page("The single file opens from the disk without a request", embeds::the_single_file_opens_from_disk),
    page("The single file lives in a sandbox without any header", embeds::the_single_file_lives_in_a_sandbox),
    page("The examples for other pages work", embeds::the_examples_work),
    page("A pinned edition stays as it is and leads to the newest", embeds::the_pinned_edition_stays_and_leads_on),
    page("The Embed Doctor finds what is so", embeds::the_doctor_finds_what_is_so),
    page("axe-core finds nothing in the Embed Doctor", embeds::axe_finds_nothing_in_the_doctor),
    page("The article does not jump when the bundle comes", embeds::the_article_does_not_jump),
    page("Without the bundle the page says its height", embeds::the_static_page_says_its_height),
    page("A host hears what changes, and is followed", guest::host_hears_what_changes_and_is_followed),
    page("A flood of junk messages changes nothing", guest::a_flood_of_junk_changes_nothing),
    page("A host's colour, font and height are taken, and can be read", guest::looks_follow_the_host_and_can_be_read),
    page("A transparent frame shows the host's ground", guest::transparent_shows_the_hosts_ground),
    page("The code of the panel opens the same view elsewhere", guest::a_code_opens_the_same_view),
    // Time.
    page("The year slider says what it is", explore::slider_says_what_it_is),
    page("The year slider obeys every key", explore::slider_obeys_every_key),
    page("Map and sentence have the right members in every year", explore::members_are_right_at_the_end_of_every_year),
    page("The table has the right members on the date", explore::table_follows_the_date),
    page("Play moves time, pause stops it, nothing moves by itself", explore::play_moves_time_and_pause_stops_it),
    page("A date can be typed", time::a_date_can_be_typed),
    page("A search finds, counts and is announced", time::search_finds_and_says_how_many),
    page("Lanes and years can be chosen by buttons and sliders", time::lanes_and_years_can_be_chosen),
    page("A drag over the strip chooses years", time::a_drag_over_the_strip_chooses_years),
    page("A cluster of events opens", time::a_cluster_opens),
    Promise {
        gaps: ONE_ENGINE_DRAWS,
        ..page("Nothing on the timeline touches (four widths, five spans)", time::nothing_on_the_timeline_touches)
    },
    page("Two dates are compared in words, list, map and address", time::two_dates_are_compared),
    page("The race of the allies is told and replayed", time::the_race_of_the_allies_is_told_and_replayed),
    page("Events lead to each other and to the map", time::events_lead_to_each_other_and_to_the_map),
    page("Events and countries point at each other", time::events_and_countries_point_at_each_other),
    page("Time is worked by keyboard and accessibility tree alone", time::time_is_worked_by_keyboard_and_tree_alone),
    // Selection.
    page("A click on a country shows its card", explore::click_on_a_country_shows_its_card),
    page("A click on a name shows its country's card", explore::click_on_a_name_shows_its_countrys_card),
    page("A click on an event shows its card", explore::click_on_an_event_shows_its_card),
    page("The map of a phone can be clicked", explore::phone_map_can_be_clicked),
    page("A phone keeps in sight what time changes", explore::phone_keeps_in_sight_what_time_changes),
    page("What a card does on the map is seen", explore::what_a_card_does_on_the_map_is_seen),
    page("A row of a table leads to its card", explore::a_row_leads_to_its_card),
    page("\"Find a country\" selects", explore::find_a_country_selects),
    page("The legend is a filter", explore::legend_is_a_filter),
    // The map.
    page("Every projection is drawn", atlas::every_projection_is_drawn),
    page("A change of projection is a way, and ends", atlas::a_change_of_projection_is_a_way_and_ends),
    page("The map zooms by buttons and keys", atlas::map_zooms_by_buttons_and_keys),
    page("The map's shapes stay and say what they are", atlas::shapes_stay_and_say_what_they_are),
    page("The wheel scrolls the page unless Ctrl is held", atlas::wheel_scrolls_the_page_unless_ctrl_is_held),
    page("A drag moves the map and selects nothing", atlas::a_drag_moves_the_map_and_selects_nothing),
    page("Two fingers zoom the map, one scrolls the page", atlas::two_fingers_zoom_and_one_scrolls),
    page("Layers change map, legend and table", atlas::layers_change_map_legend_and_table),
    page("Distances are one gesture away", atlas::distances_are_one_gesture_away),
    page("Close up, the islands are there", atlas::close_up_the_islands_are_there),
    page("Arrow keys move by geography on every map", atlas::arrows_move_by_geography_on_every_map),
    Promise {
        gaps: ONE_ENGINE_DRAWS,
        ..page("Names on the map never touch (four widths, five zooms)", atlas::names_never_touch)
    },
    page("Tiles are large enough for a thumb", atlas::tiles_are_large_enough_for_a_thumb),
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("Without motion a change of the map is a cut", atlas::without_motion_a_change_is_a_cut)
    },
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("Five hundred gestures leave nothing behind", explore::gestures_leave_nothing_behind)
    },
    // Tabs and URL.
    page("The Table tab holds every member, partner and event", explore::table_holds_everything),
    page("The tabs obey the keyboard", explore::tabs_obey_the_keyboard),
    page("The URL says date, selection, event and tab", explore::url_says_date_selection_event_tab),
    page("The URL says theme, plain and heading", explore::url_says_theme_plain_heading),
    page("A new fragment changes the view, foreign ones do not", explore::hashchange_selects),
    page("Bad parts of a URL are named, the rest is applied", explore::bad_parts_are_named_and_the_rest_applied),
    Promise { gaps: ONE_BROWSER, ..page("No URL and no fragment kills it", explore::any_fragment_leaves_it_alive) },
    // Texts.
    page("An address with two countries gives its verdict", compare::an_address_gives_its_verdict),
    page("Two countries are compared by list, link and keyboard", compare::another_is_compared_by_list_and_by_keyboard),
    page("Who is not compared is said", compare::who_is_not_compared_is_said),
    page("The matrix of all pairs is a table", compare::the_matrix_is_a_table),
    page("Without scripts the links of the four partners are there", compare::the_served_page_has_the_four_partners),
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("The texts of a comparison move nothing (four widths)", compare::its_texts_move_nothing)
    },
    page("Another layer or year moves nothing above the legend", compare::another_layer_or_year_moves_nothing),
    page("The panels open by link and address, and close", texts::panels_open_and_close),
    page("The way back leads through tabs, texts and cards", texts::the_way_back_leads_through_tabs_and_texts),
    page(
        "A button that goes with its card hands the focus on",
        texts::a_button_that_goes_with_its_card_hands_the_focus_on,
    ),
    page("Terms are explained where they stand", texts::terms_are_explained_where_they_stand),
    page("Names and dates are written as the house writes them", texts::names_and_dates_follow_the_house),
    page("Every record leads to its source in two steps", texts::every_record_leads_to_its_source),
    // The story.
    page("The story is walked forward, back and by address", story::is_walked_forward_back_and_by_address),
    page("The story is read by scrolling, and the way back stays short", story::is_read_by_scrolling),
    page("The story, scrolled, goes where a link leads, in the single file too", story::goes_where_a_link_leads),
    page("In a frame the story scrolls only what scrolls already", story::scrolls_in_a_frame_only_what_scrolls),
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page(
            "The story scrolls without motion if asked, and on wide pages only",
            story::scrolls_without_motion_and_not_on_narrow_pages,
        )
    },
    page("A finger turns the story's pages and scrolls the page", story::a_finger_turns_its_pages_and_scrolls),
    page("The story is presented with a clicker", story::is_presented_with_a_clicker),
    Promise {
        gaps: ONE_ENGINE_DRAWS,
        ..page("Presented, the map's names are large and do not touch", story::presents_large_names)
    },
    page("A step of the story settles in 600 ms, at once without motion", story::settles_soon),
    page("An article's own links drive the frame without a reload", story::an_articles_links_drive_the_frame),
    page("Without scripts the story is a page with pictures", story::is_a_page_without_scripts),
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("The story is printed on eight pages at most", story::is_printed_on_eight_pages)
    },
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("Slowed four times, the story keeps its frames short", story::keeps_its_frames_short_when_slowed)
    },
    // For everyone.
    page("The keyboard alone is enough for Explore", access::keyboard_alone_is_enough),
    page("The map is worked by arrow keys and Enter", access::map_is_worked_by_keys),
    page("Each country's option speaks its name and status", access::each_option_speaks_name_and_status),
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("The accessibility tree holds each country's name and status", access::accessibility_tree_holds_everyone)
    },
    page("axe-core finds nothing: tabs and themes at 1280 px", access::axe_finds_nothing_at_1280),
    page("axe-core finds nothing: tabs and themes at 320 px", access::axe_finds_nothing_at_320),
    page("axe-core finds nothing in the served page", access::axe_finds_nothing_in_the_served_page),
    page("No sideways scrolling at 320 px, nor of tables at any width", access::no_sideways_scrolling_at_320),
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("No sideways scrolling at 400 % zoom", access::no_sideways_scrolling_at_400_percent)
    },
    page("Controls are at least 24 px wide and high", access::controls_are_large_enough),
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("Forced colours keep the meaning of the map", access::forced_colours_keep_the_meaning)
    },
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("Nothing is animated for readers who ask for that", access::nothing_moves_for_those_who_ask)
    },
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("Light and dark follow the reader's system", access::theme_follows_the_system)
    },
    Promise {
        gaps: ONLY_CHROMIUM,
        ..page("On paper there are map, sentence, card and date", served::paper_shows_map_and_text)
    },
    Promise {
        gaps: ONE_ENGINE_DRAWS,
        ..page("It looks as it did (320, 600, 960, 1280 px, light and dark)", screens::look_the_same)
    },
    // The data for others.
    page("TimelineJS shows every event of our export", timelinejs::shows_every_event),
    // The built files.
    Promise {
        name: "The answer to oEmbed is valid, and its picture is there",
        test: Test::Files(embeds::oembed_is_valid),
        gaps: &[],
    },
    Promise { name: "The built HTML is valid", test: Test::Files(served::built_html_is_valid), gaps: &[] },
    Promise {
        name: "The built HTML has no inline style and no inline script",
        test: Test::Files(served::built_html_needs_no_inline_rights),
        gaps: &[],
    },
    Promise {
        name: "The built HTML loads only from its own folder",
        test: Test::Files(served::built_html_refers_to_its_own_folder),
        gaps: &[],
    },
    Promise {
        name: "Every link between the built pages leads to a place that is there",
        test: Test::Files(served::built_links_lead_to_places),
        gaps: &[],
    },
    Promise {
        name: "The comparison of pictures sees a change",
        test: Test::Files(screens::comparison_sees_a_change),
        gaps: &[],
    },
];

fn main() -> ExitCode {
    let Some(dist) = env::var_os("TWO_OCEANS_DIST").map(PathBuf::from) else {
        println!("pages: skipped, TWO_OCEANS_DIST does not name a built folder (`cargo xtask test` builds one and runs this)");
        return ExitCode::SUCCESS;
    };
    if !dist.join("index.html").exists() {
        eprintln!("pages: there is no index.html in {}", dist.display());
        return ExitCode::FAILURE;
    }
    let named = env::var("TWO_OCEANS_ENGINES").unwrap_or_else(|_| "chromium,firefox,webkit".to_owned());
    let mut engines = Vec::new();
    for name in named.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match Engine::ALL.into_iter().find(|engine| engine.name() == name) {
            Some(engine) => engines.push(engine),
            None => {
                eprintln!("pages: TWO_OCEANS_ENGINES names {name:?}; known are chromium, firefox, webkit");
                return ExitCode::FAILURE;
            }
        }
    }
    // Cargo hands its own flags on to every test target.
    let filter: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    println!("pages: {} promises, {named}, {}", PROMISES.len(), dist.display());
    if runner::run(PROMISES, &filter, &engines, &dist) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
