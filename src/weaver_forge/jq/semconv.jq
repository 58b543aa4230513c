# Helpers for the `filter` and `when` expressions of weaver.yaml, under the names that Weaver gives them.
#
# `$o` is an object of options, all optional:
#   stable_only                         keep only what is stable
#   exclude_stability                   stability levels to drop; "experimental" stands for every level before stable
#   exclude_deprecated                  drop what is deprecated
#   exclude_root_namespace              namespaces to drop
#   ignore_code_generation_annotations  keep what is annotated `code_generation: {exclude: true}`
#   v2                                  the input is a v2 registry

# Keeps the elements, and the enum members of the elements, for which `keep` holds.
def semconv_keep(keep):
  map(select(keep)) | map(.type.members? |= map(select(keep)));

def expand_stability($levels):
  if any($levels[]; . == "experimental")
  then $levels + ["development", "alpha", "beta", "release_candidate", "", null]
  else $levels
  end;

def stability_filter($o):
  (if $o.stable_only then semconv_keep(.stability == "stable") else . end)
  | if $o | has("exclude_stability")
    then expand_stability($o.exclude_stability) as $dropped
      | semconv_keep(.stability as $level | any($dropped[]; . == $level) | not)
    else .
    end;

def code_generation_exclude_filter($o):
  if $o | has("ignore_code_generation_annotations")
  then .
  else semconv_keep((.annotations? | .code_generation? | .exclude?) != true)
  end;

def deprecated_filter($o):
  if $o.exclude_deprecated == true then semconv_keep(has("deprecated") | not) else . end;

def semconv_select($o):
  stability_filter($o) | code_generation_exclude_filter($o) | deprecated_filter($o);

def semconv_drop_namespaces($o):
  if $o | has("exclude_root_namespace")
  then map(select(.root_namespace as $name | any($o.exclude_root_namespace[]; . == $name) | not))
  else .
  end;

# The text before the first dot, or "other"; v2 calls a name without a dot a namespace of its own.
def semconv_first_segment($o): split(".") | if length > 1 or $o.v2 then .[0] else "other" end;

# The text between the first two dots, or "other": `http` of `span.http.client`.
def semconv_second_segment: split(".") | if length > 1 then .[1] else "other" end;

def semconv_attributes($o):
  (if $o.v2
   then .registry.attributes
   else [.groups[] | select(.type == "attribute_group" and (.id | startswith("registry."))) | .attributes] | add // []
   end)
  | semconv_select($o)
  | map(. + {root_namespace: ((if $o.v2 then .key else .name end) | semconv_first_segment($o))})
  | semconv_drop_namespaces($o)
  | sort_by(.root_namespace, (if $o.v2 then .key else .name end));
def semconv_attributes: semconv_attributes({});

def semconv_group_attributes_by_root_namespace:
  group_by(.root_namespace)
  | map({root_namespace: .[0].root_namespace, attributes: sort_by(if has("name") then .name else .key end)});
def semconv_grouped_attributes($o): semconv_attributes($o) | semconv_group_attributes_by_root_namespace;
def semconv_grouped_attributes: semconv_grouped_attributes({});

def semconv_signal_v1($signal; $o):
  (if $signal | contains("resource") then "entity" else $signal end) as $type
  | .groups
  | map(select(.type == $type))
  | semconv_select($o)
  | map(.attributes = (if .attributes == null then null else .attributes | semconv_select($o) end))
  | map(. + {root_namespace: (.id | semconv_second_segment)});

def semconv_signal_v2($signal; $o):
  {metric: "metrics", span: "spans", event: "events", entity: "entities", resource: "entities"}[$signal] as $plural
  | .registry[$plural]
  | semconv_select($o)
  | map(.attributes = (if .attributes == null then null else .attributes | semconv_select($o) end))
  | map(. + {root_namespace: ((if (.name | type) == "string" then .name else .type end) | semconv_first_segment($o))});

def semconv_signal($signal; $o):
  (if $o.v2 then semconv_signal_v2($signal; $o) else semconv_signal_v1($signal; $o) end)
  | semconv_drop_namespaces($o)
  | sort_by(.root_namespace);

def semconv_metric_key: if has("metric_name") then .metric_name else .name end;

def semconv_metrics($o): semconv_signal("metric"; $o) | sort_by(semconv_metric_key);
def semconv_metrics: semconv_metrics({});
def semconv_group_metrics_by_root_namespace:
  group_by(.root_namespace) | map({root_namespace: .[0].root_namespace, metrics: sort_by(semconv_metric_key)});
def semconv_grouped_metrics($o): semconv_metrics($o) | semconv_group_metrics_by_root_namespace;
def semconv_grouped_metrics: semconv_grouped_metrics({});

def semconv_spans($o): semconv_signal("span"; $o) | sort_by(.type);
def semconv_spans: semconv_spans({});
def semconv_group_spans_by_root_namespace:
  group_by(.root_namespace) | map({root_namespace: .[0].root_namespace, spans: sort_by(.type)});
def semconv_grouped_spans($o): semconv_spans($o) | semconv_group_spans_by_root_namespace;
def semconv_grouped_spans: semconv_grouped_spans({});

def semconv_events($o): semconv_signal("event"; $o) | sort_by(.name);
def semconv_events: semconv_events({});
def semconv_group_events_by_root_namespace:
  group_by(.root_namespace) | map({root_namespace: .[0].root_namespace, events: sort_by(.name)});
def semconv_grouped_events($o): semconv_events($o) | semconv_group_events_by_root_namespace;
def semconv_grouped_events: semconv_grouped_events({});

def semconv_entities($o): semconv_signal("entity"; $o) | sort_by(.type);
def semconv_entities: semconv_entities({});
def semconv_group_entities_by_root_namespace:
  group_by(.root_namespace) | map({root_namespace: .[0].root_namespace, entities: sort_by(.type)});
def semconv_grouped_entities($o): semconv_entities($o) | semconv_group_entities_by_root_namespace;
def semconv_grouped_entities: semconv_grouped_entities({});
