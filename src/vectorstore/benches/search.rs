//! How long a search takes, by size of the collection.

fn main() {
    divan::main();
}
