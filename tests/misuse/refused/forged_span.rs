use semconv::vectorstore::SearchSpan;

fn main() {
    let _span = SearchSpan(());
}
