# What the policies of live check look up: sets of names, as objects whose values are true.

def as_set: map({key: ., value: true}) | from_entries;

# Everything above a name: `a` and `a.b` of `a.b.c`.
def namespaces: split(".") as $parts | range(1; $parts | length) as $i | $parts[:$i] | join(".");

{
  attributes_set: (.semconv_attributes | keys | as_set),
  deprecated_attributes_set:
    (.semconv_attributes | to_entries | map(select(.value.deprecated) | .key) | as_set),
  templates_set: (.semconv_templates | keys | as_set),
  namespaces_to_check_set: ([.semconv_attributes | keys[] | namespaces] | unique | as_set)
}
