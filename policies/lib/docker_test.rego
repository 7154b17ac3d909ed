package policies.lib.docker_test

import data.policies.lib.docker
import data.policies.lib.testing

test_sudo_is_taken_off if {
	docker.without_sudo(["sudo", "-E", "A=b", "apt-get", "update"]) == ["apt-get", "update"]
	docker.without_sudo(["apt-get", "update"]) == ["apt-get", "update"]
}

test_program_without_directory if docker.program("/usr/bin/curl") == "curl"

_based(base) := object.union(testing.stage("x", []), {"base": base})

test_chain_of_four if {
	resource := testing.dockerfile([testing.stage("a:1", []), _based(0), _based(1), _based(2)])
	chain := docker.chain(docker.final_stages[0]) with input as testing.review([resource])
	{stage.index | some stage in chain} == {0, 1, 2, 3}
}

test_files_upon_files if {
	resource := testing.dockerfile([testing.stage("scratch", []), _based(0)])
	docker.is_scratch_data(docker.final_stages[0]) with input as testing.review([resource])
}

test_files_upon_what_runs if {
	resource := testing.dockerfile([testing.stage("scratch", [testing.instruction("CMD", "a")]), _based(0)])
	not docker.is_scratch_data(docker.final_stages[0]) with input as testing.review([resource])
}

test_scratch_that_runs_is_more_than_files if {
	stage := testing.stage("scratch", [testing.instruction("CMD", "a")])
	not docker.is_scratch_data(docker.final_stages[0]) with input as testing.review([testing.dockerfile([stage])])
}
