#![deny(deprecated)]

fn main() {
    println!("{}", semconv::attributes::DB_SYSTEM_NAME);
}
