# Names that every policy can use, e.g. as `data.semconv.attributes`.
#
# The registry that is checked is `input`; in the stage `comparison_after_resolution` the one it is
# compared with is `data`, and its names have `baseline` in them. Groups whose id begins with
# `registry.` define attributes; those names have `registry` in them.
package semconv

import rego.v1

# Every group.
groups := input.groups

baseline_groups := data.groups

# The groups that define attributes.
registry_groups := [group | some group in input.groups; defines_attributes(group)]

registry_baseline_groups := [group | some group in data.groups; defines_attributes(group)]

# The names of all attributes, wherever they are used.
attributes := names(input.groups)

baseline_attributes := names(data.groups)

# The names of the attributes that are defined.
registry_attributes := names(registry_groups)

registry_baseline_attributes := names(registry_baseline_groups)

# By the name of an attribute, the id of the group that defined it.
baseline_group_ids_by_attribute := {attribute.name: group.id |
	some group in registry_baseline_groups
	some attribute in group.attributes
}

defines_attributes(group) if startswith(group.id, "registry.")

names(these) := {attribute.name |
	some group in these
	some attribute in group.attributes
}
