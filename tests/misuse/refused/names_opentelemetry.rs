fn main() {
    let _attribute = opentelemetry::KeyValue::new("db.system.name", "redb");
}
