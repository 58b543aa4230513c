// @generated {{ kept }}
const SPAN_BOOK_FIND: &str = "span.book.find";
const SPAN_BOOK_LEND: &str = "span.book.lend";
