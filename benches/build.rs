//! Renders `registry/` into `generated/`.

fn main() -> std::process::ExitCode {
    weaver_forge::Build::new("registry")
        .render_rust("generated")
        .parameter("namespace", "benches")
        .run()
}
