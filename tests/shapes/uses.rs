//! Every shape of the generated types, used once.

use std::collections::BTreeMap;

use shapes::attributes::{ErrorType, AllCode, AllColour};
use shapes::events::{AllHappened, Counted, Nothing};
use shapes::kitchen_sink::{Optional, Recommended, RecommendedSpan, Required};

#[derive(Debug)]
struct Gone;

impl std::fmt::Display for Gone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("gone")
    }
}

impl std::error::Error for Gone {}

impl shapes::Failure for Gone {
    fn error_type(&self) -> ErrorType {
        ErrorType::Gone
    }
}

/// Events by their names and by the id of their group; with everything, and with nothing required.
fn events(span: &RecommendedSpan) {
    let happened = span.add_all_happened(AllHappened {
        text: "a",
        r#type: "b",
        count: 1,
        texts: &["a", "b"],
        colour: AllColour::Red,
        code: AllCode::Fine,
    });
    happened.set_error_type(ErrorType::Gone);
    happened.set_ratio(0.5);
    happened.set_flags(&[true]);
    happened.set_header("accept", &["a"]);
    happened.set_flag(|| true);
    happened.set_counts(|| vec![1]);
    happened.set_anything(|| "c".to_owned());
    happened.set_size("body", || 3);
    span.add_counted(Counted { count: 2 });
    span.add_nothing(Nothing).set_count(3_u8);
    let names = shapes::SpanName::KitchenSinkRecommended.schema().events;
    let names: Vec<_> = names.iter().map(|event| event.name).collect();
    assert_eq!(names, ["shapes.all.happened", "counted", "shapes.nothing"]);
}

fn main() {
    let mut headers = BTreeMap::new();
    let required = Required {
        text: "a",
        r#type: "b",
        count: 1,
        ratio: 0.5,
        flag: true,
        texts: &["a", "b"],
        counts: &[1, 2],
        ratios: &[0.5],
        flags: &[true],
        anything: "c",
        colour: AllColour::Vermilion,
        code: AllCode::Broken,
    };
    let required = required.start_from(&headers);
    let outcome = required.scope_blocking(|| {
        let recommended = Recommended.start();
        recommended.set_text("a");
        recommended.set_count(1_u32);
        recommended.set_ratio(0.5);
        recommended.set_flag(true);
        recommended.set_texts(&["a"]);
        recommended.set_counts(&[1]);
        recommended.set_ratios(&[0.5]);
        recommended.set_flags(&[true]);
        recommended.set_anything("c");
        recommended.set_colour(AllColour::LightBlue);
        recommended.set_code(AllCode::Fine);
        recommended.set_header("accept", &["a"]);
        recommended.set_size("body", 3_usize);
        events(&recommended);
        recommended.inject(&mut headers);

        let optional = Optional.start_from(&headers);
        optional.set_text(|| "a".to_owned());
        optional.set_count(|| 1);
        optional.set_ratio(|| 0.5);
        optional.set_flag(|| true);
        optional.set_texts(|| vec!["a".to_owned()]);
        optional.set_counts(|| vec![1]);
        optional.set_colour(|| AllColour::Red);
        optional.set_code(|| AllCode::Fine);
        optional.set_header("accept", || vec!["a".to_owned()]);
        optional.set_size("body", || 3);
        Err::<(), _>(Gone)
    });
    assert!(outcome.is_err());
    assert_eq!(shapes::SpanName::KitchenSinkRequired.as_str(), "sink {shapes.all.text} of {shapes.all.colour}");
    let named = shapes::SpanName::of("sink a of light-blue");
    assert_eq!(named, Some(shapes::SpanName::KitchenSinkRequired));
    assert_eq!(shapes::SpanName::of("sink a of green"), None);
    assert_eq!(AllColour::from_value("light-blue"), Some(AllColour::LightBlue));
    assert_eq!(AllCode::Broken.as_i64(), 13);
}
