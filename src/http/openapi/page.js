"use strict";
// The root of the API, wherever a proxy may have put it.
const root = location.pathname.replace(/docs\/?$/, "");
let api;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "text") made.textContent = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

function resolved(value) {
  if (!value || !value.$ref) return value;
  return value.$ref.slice(2).split("/").reduce((place, key) => place[key], api);
}

// A value that a schema would accept.
function example(schema) {
  schema = resolved(schema) || {};
  if (schema.const !== undefined) return schema.const;
  if (schema.examples) return schema.examples[0];
  if (schema.enum) return schema.enum[0];
  if (schema.oneOf) return example(schema.oneOf[0]);
  if (schema.type === "array") return [example(schema.items)];
  if (schema.type === "object") {
    return Object.fromEntries(Object.entries(schema.properties || {}).map(([key, value]) => [key, example(value)]));
  }
  return { string: "", integer: 0, number: 0, boolean: false }[[].concat(schema.type)[0]] ?? null;
}

const pretty = (value) => JSON.stringify(value, null, 2);
// `code` in descriptions becomes code, line by line.
function prose(text) {
  const parts = (text || "").split("`").map((part, index) => (index % 2 ? element("code", { text: part }) : part));
  return element("p", {}, ...parts);
}

function field(id, parameter) {
  const schema = resolved(parameter.schema) || {};
  const is = [parameter.required ? "required" : "optional", schema.enum ? "one of " + schema.enum.join(", ") : null];
  const input = element("input", { id, "data-name": parameter.name, "data-in": parameter.in, "aria-describedby": id + "-hint" });
  if (schema.default !== undefined) input.placeholder = schema.default;
  if (parameter.required) input.required = true;
  const hint = element("p", { id: id + "-hint", class: "hint", text: `${parameter.description || ""} (${is.filter(Boolean).join(", ")})` });
  return [element("label", { for: id, text: parameter.name }), input, hint];
}

function address(path, form) {
  const query = new URLSearchParams();
  for (const input of form.querySelectorAll("input")) {
    const { name, in: place } = input.dataset;
    if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent(input.value));
    else if (input.value !== "") query.append(name, input.value);
  }
  const text = query.toString();
  return root + path.slice(1) + (text ? "?" + text : "");
}

async function send(method, path, form, out) {
  const headers = {};
  const token = document.getElementById("token").value;
  if (token) headers.authorization = "Bearer " + token;
  const area = form.querySelector("textarea");
  if (area) headers["content-type"] = "application/json";
  const url = address(path, form);
  out.replaceChildren(element("p", { text: `${method.toUpperCase()} ${url} …` }));
  const begun = performance.now();
  try {
    const response = await fetch(url, { method: method.toUpperCase(), headers, body: area ? area.value : undefined });
    const text = await response.text();
    const took = Math.round(performance.now() - begun);
    let body = text;
    try { body = pretty(JSON.parse(text)); } catch { /* it is shown as it came */ }
    const head = [...response.headers].map(([key, value]) => `${key}: ${value}`).join("\n");
    out.replaceChildren(
      element("p", { class: response.ok ? "get" : "bad", text: `${response.status} ${response.statusText} after ${took} ms` }),
      element("details", {}, element("summary", { text: "Headers" }), element("pre", { text: head })),
      element("pre", { tabindex: "0", "aria-label": "Body of the answer", text: body }),
    );
  } catch (error) {
    out.replaceChildren(element("p", { class: "bad", text: `No answer: ${error.message}` }));
  }
}

function answers(operation) {
  const rows = Object.entries(operation.responses).map(([status, response]) => {
    response = resolved(response);
    const content = (response.content || {})["application/json"];
    const shown = content ? element("details", {}, element("summary", { text: "Example" }), element("pre", { text: pretty(example(content.schema)) })) : "";
    return element("tr", {}, element("th", { scope: "row", text: status }), element("td", { text: response.description }), element("td", {}, shown));
  });
  return element("table", {}, element("caption", { text: "Answers" }), element("tbody", {}, ...rows));
}

function operation(path, method, described) {
  const id = described.operationId;
  const parameters = (described.parameters || []).flatMap((parameter) => field(`${id}-${parameter.name}`, resolved(parameter)));
  const form = element("form", {}, ...parameters);
  const content = described.requestBody && described.requestBody.content["application/json"];
  if (content) {
    const area = element("textarea", { id: `${id}-body`, spellcheck: "false" });
    area.value = pretty(content.example === undefined ? example(content.schema) : content.example);
    form.append(element("label", { for: `${id}-body`, text: "Body" }), area);
  }
  const out = element("div", { "aria-live": "polite", role: "region", "aria-label": `Answer to ${described.summary}` });
  form.append(element("button", { type: "submit", text: "Send" }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(method, path, form, out);
  });
  const name = element("summary", {}, element("span", { class: `verb ${method}`, text: method }), element("code", { text: path }), ` ${described.summary}`);
  return element("details", { id }, name, prose(described.description), form, out, answers(described));
}

function show() {
  document.title = document.getElementById("title").textContent = `${api.info.title} ${api.info.version}`;
  document.getElementById("about").replaceWith(...api.info.description.split("\n\n").map(prose));
  const main = document.getElementById("operations");
  for (const tag of api.tags) {
    main.append(element("h2", { text: tag.name }), prose(tag.description));
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const [method, described] of Object.entries(methods)) {
        if (described.tags.includes(tag.name)) main.append(operation(path, method, described));
      }
    }
  }
}

fetch(root + "openapi.json")
  .then((response) => response.json())
  .then((described) => { api = described; show(); })
  .catch((error) => { document.getElementById("about").textContent = `The description could not be read: ${error.message}`; });
