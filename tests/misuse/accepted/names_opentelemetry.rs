fn main() {
    let _key = semconv::attributes::DB_SYSTEM_NAME;
}
