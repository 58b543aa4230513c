fn main() {
    let _capture = runtime::Capture::new();
}
