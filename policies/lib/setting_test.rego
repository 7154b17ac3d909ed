package policies.lib.setting_test

import data.policies.lib.setting
import data.policies.lib.testing

_resource := testing.unknown(
	testing.terraform("aws_x", {"on": true, "off": "false", "block": [{"size": 3}], "later": null, "empty": ""}),
	[["later"], ["open", 0]],
)

test_value if setting.of(_resource, ["block", 0, "size"], 1) == 3

test_default_where_nothing_is_written if setting.of(_resource, ["block", 1, "size"], 1) == 1

test_undefined_where_unknown if {
	not setting.of(_resource, ["later"], 1)
	not setting.of(_resource, ["open", 0, "size"], 1)
	not setting.is_off(_resource, ["later"])
	not setting.is_on(_resource, ["later"])
	not setting.is_absent(_resource, ["later"])
}

test_switches if {
	setting.is_on(_resource, ["on"])
	setting.is_on(_resource, ["unwritten"])
	setting.is_off(_resource, ["off"])
	setting.is_off(_resource, ["unwritten"])
	setting.is_stated_on(_resource, ["on"])
	setting.is_stated_off(_resource, ["off"])
	not setting.is_stated_on(_resource, ["unwritten"])
	not setting.is_stated_off(_resource, ["unwritten"])
}

test_absent if {
	setting.is_absent(_resource, ["unwritten"])
	setting.is_absent(_resource, ["empty"])
	not setting.is_absent(_resource, ["on"])
}

test_deleted_sets_nothing if not setting.is_absent(testing.deleted(_resource), ["unwritten"])
