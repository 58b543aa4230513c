//! jq programs: the `filter` and `when` expressions of weaver.yaml.
//!
//! Programs run on [jaq](https://docs.rs/jaq-core) with its standard library and the helpers of
//! `jq/semconv.jq`. Objects are handed over with their keys sorted and come back sorted, so that
//! no feature of another crate in the build can change an order.

mod functions;
mod guard;
mod library;
mod meter;
mod metered;
mod problem;
mod value;

pub(crate) use jaq_json::Val as Input;
#[cfg(feature = "cli")]
pub(crate) use value::output;
pub(crate) use value::{input, output_of_all};

use jaq_core::compile::Filter;
use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Exn, Native, Vars};
use jaq_json::Val;

use guard::{Guard, Guarded};
use meter::Limits;
use metered::Metered;

/// The size of a program, in bytes. It is read by functions that call each other for each pair of
/// parentheses, so a longer one could end the stack.
const PROGRAM_BYTES_MAX: usize = 64 << 10;

/// A jq program with the values of the variables that it uses.
pub(crate) struct Program<'p> {
    /// The text of the program.
    pub(crate) code: &'p str,
    /// The variables by their names, without `$`.
    pub(crate) variables: Vec<(&'p str, Val)>,
}

impl Program<'_> {
    /// Runs the program on `input` and returns what `read` makes of all values that it yields.
    ///
    /// The error is a text that says what is wrong with the program or its values, one problem to a
    /// line. The first error that the program raises ends the run, and so do the limits of [`meter`],
    /// which also hold for reading the program and for `read`.
    pub(crate) fn run<A: Send>(
        self,
        input: Val,
        read: impl FnOnce(Vec<Val>) -> Result<A, String> + Send,
    ) -> Result<A, String> {
        self.run_within(Limits::PROJECT, input, read)
    }

    fn run_within<A: Send>(
        self,
        limits: Limits,
        input: Val,
        read: impl FnOnce(Vec<Val>) -> Result<A, String> + Send,
    ) -> Result<A, String> {
        if self.code.len() > PROGRAM_BYTES_MAX {
            let kibibytes = PROGRAM_BYTES_MAX >> 10;
            return Err(format!("expected a program of at most {kibibytes} KiB"));
        }
        guard::run(limits, move || {
            let filter = compiled(self.code, self.variables.iter().map(|(name, _)| *name))?;
            let values = self.variables.into_iter().map(|(_, val)| Metered::of(val));
            let context = Ctx::<Guarded>::new(Guard(&filter.lut), Vars::new(values));
            let yielded = filter
                .id
                .run((context, Metered::of(input)))
                .map(|outcome| outcome.map(Metered::into_val))
                .collect::<Result<Vec<Val>, _>>()
                .map_err(exception)?;
            read(yielded)
        })
    }
}

/// `code` as the interpreter runs it.
fn compiled<'n>(
    code: &str,
    names: impl Iterator<Item = &'n str>,
) -> Result<Filter<Native<Guarded>>, String> {
    let names: Vec<String> = names.map(|name| format!("${name}")).collect();
    let definitions =
        library::definitions().ok_or_else(|| "the built-in helpers cannot be read".to_owned())?;
    let arena = Arena::default();
    let modules = Loader::new(definitions)
        .load(&arena, File { code, path: () })
        .map_err(|errors| problem::of_loading(code, errors))?;
    Compiler::default()
        .with_funs(functions::all())
        .with_global_vars(names.iter().map(String::as_str))
        .compile(modules)
        .map_err(problem::of_compiling)
}

/// Why a program ended before its time.
fn exception(exception: Exn<'_, Metered>) -> String {
    match exception.get_err() {
        Ok(error) => match error.into_val().into_val() {
            Val::TStr(text) => String::from_utf8_lossy(&text).into_owned(),
            other => Metered::of(other).to_string(),
        },
        // Obeying would end the whole process.
        Err(_) => "`halt` cannot be used here".to_owned(),
    }
}

#[cfg(test)]
mod tests;
