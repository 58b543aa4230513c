# The rules of OpenTelemetry for the names of attributes and metrics.
package live_check_advice

import rego.v1

# Words of lower case letters and digits, with dots or underscores between them.
well_formed := "^[a-z][a-z0-9]*([._][a-z0-9]+)*$"

key := input.sample.attribute.name

# Everything above the name: `a` and `a.b` of `a.b.c`.
namespaces := [concat(".", array.slice(words, 0, length)) |
	words := split(key, ".")
	some length in numbers.range(1, count(words))
	length < count(words)
]

is_known if data.attributes_set[key]

is_known if {
	some template, _ in data.templates_set
	startswith(key, concat("", [template, "."]))
}

deny contains finding if {
	not contains(key, ".")
	finding := {
		"id": "missing_namespace",
		"level": "improvement",
		"message": sprintf("Attribute key '%s' must include a namespace (e.g. '{namespace}.{attribute_key}')", [key]),
		"context": {"attribute_key": key},
	}
}

deny contains finding if {
	not regex.match(well_formed, key)
	finding := {
		"id": "invalid_format",
		"level": "violation",
		"message": sprintf("Attribute key '%s' does not match name formatting rules.", [key]),
		"context": {"attribute_key": key},
	}
}

deny contains finding if {
	name := input.sample.metric.name
	not regex.match(well_formed, name)
	finding := {
		"id": "invalid_format",
		"level": "violation",
		"message": sprintf("Metric name '%s' does not match name formatting rules.", [name]),
		"context": {"metric_name": name},
	}
}

# A name cannot be a namespace and an attribute at the same time, except that an attribute may be
# on its way out.
deny contains finding if {
	some namespace in namespaces
	data.attributes_set[namespace]
	not data.deprecated_attributes_set[namespace]
	finding := {
		"id": "illegal_namespace",
		"level": "violation",
		"message": sprintf("Namespace '%s' collides with existing attribute '%s'", [namespace, key]),
		"context": {"attribute_key": key, "namespace": namespace},
	}
}

# Of several namespaces that the registry has, the longest is meant.
deny contains finding if {
	not is_known
	taken := [namespace | some namespace in namespaces; data.namespaces_to_check_set[namespace]]
	namespace := taken[count(taken) - 1]
	finding := {
		"id": "extends_namespace",
		"level": "information",
		"message": sprintf("Attribute key '%s' collides with existing namespace '%s'", [key, namespace]),
		"context": {"attribute_key": key, "namespace": namespace},
	}
}
