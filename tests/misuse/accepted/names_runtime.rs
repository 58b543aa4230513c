fn main() {
    let _carried = semconv::context::carry_blocking(|| ());
}
