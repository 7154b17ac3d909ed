output "abs" { value = [abs(-4.5), ceil(1.2), floor(-1.2), signum(-3), log(16, 2), pow(2, 10), parseint("ff", 16), max(1, 5, 3), min([4, 2]...)] }
output "quantifiers" { value = [alltrue([]), alltrue([true, false]), anytrue([]), anytrue([false, "true"])] }
output "base64" { value = [base64encode("hé"), base64decode("aMOp"), base64sha256("x"), base64sha512("x"), base64gzip("hello hello hello")] }
output "paths" { value = [basename("a/b/c.txt"), dirname("a/b/c.txt"), dirname("x"), basename("/"), pathexpand("a/b")] }
output "can" { value = [can(tonumber("x")), can(tonumber("1")), try(tonumber("x"), "fallback"), try({ a = 1 }.b, 2)] }
output "chomp" { value = [chomp("a\n\n"), indent(2, "a\nb\nc"), trimspace("  a \n"), trim("??a??", "?"), trimprefix("hello", "he"), trimsuffix("hello", "lo"), title("hello world"), upper("é"), lower("ÀB"), strrev("héllo"), substr("hello", 1, 3), substr("hello", -2, -1)] }
output "lists" { value = [chunklist(["a", "b", "c"], 2), coalesce("", null, "x"), coalescelist([], ["y"]), compact(["", "a", null]), concat([1], ["a"], [true]), contains(["a", 1], "1"), distinct(["a", "b", "a"]), element(["a", "b", "c"], 4), flatten([["a", ["b"]], [], "c"]), index(["a", "b"], "b"), reverse([1, 2, 3]), slice(["a", "b", "c"], 1, 2), sort(["b", "a", "C"]), sum([1, 2.5]), range(3), range(1, 9, 3), range(3, 0)] }
output "maps" { value = [keys({ b = 1, a = 2 }), values({ b = 1, a = "x" }), lookup({ a = 1 }, "a"), lookup({ a = "q" }, "b", "d"), merge({ a = 1, b = 2 }, { b = "x" }, null), zipmap(["a", "b"], [1, "2"]), transpose({ a = ["x", "y"], b = ["y"] }), matchkeys(["i1", "i2", "i3"], ["w", "e", "w"], ["w"]), one([]), one(["a"])] }
output "sets" { value = [setunion(["a"], ["b", "a"]), setintersection(["a", "b"], ["b"]), setsubtract(["a", "b"], ["b"]), setproduct(["a", "b"], [1, 2]), toset(["b", "a", "b"])] }
output "cidr" { value = [cidrhost("10.0.0.0/8", 258), cidrhost("10.0.0.0/24", -2), cidrnetmask("172.16.0.0/12"), cidrsubnet("10.0.0.0/16", 8, 3), cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162), cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)] }
output "format" { value = [format("%s-%03d %v %q %#v %5.2f %t %%", "a", 7, [1, "x"], "q", { a = 1 }, 3.14159, true), format("%[2]s %[1]s", "a", "b"), formatlist("%s=%s", ["a", "b"], "x"), formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z"), formatdate("hh:mmaa", "2018-01-02T23:12:01Z")] }
output "hashes" { value = [md5("x"), sha1("x"), sha256("x"), sha512("x"), uuidv5("dns", "example.com"), uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "a")] }
output "text" { value = [join("-", ["a", "b"]), join(",", []), split(",", "a,b,"), replace("1 + 2 + 3", "+", "-"), replace("hello world", "/w.*d/", "everybody"), replace("abc", "/(a)(b)/", "$2$1"), startswith("abc", "ab"), endswith("abc", "bc"), strcontains("abc", "d"), length("héllo"), length([1, 2]), length({ a = 1 })] }
output "regex" { value = [regex("[a-z]+", "53453453.345345aaabbbccc23454"), regex("(?P<scheme>[^:/?#]+)://(?P<host>[^/?#]+)", "https://terraform.io/x"), regex("(\\d+)-(\\d+)", "12-34"), regexall("[a-z]", "1a2b"), regexall("x", "abc")] }
output "json" { value = [jsonencode({ b = [1, 2.50, null, true], a = "<é&>" }), jsondecode("{\"a\": [1, \"x\", {\"b\": null}]}"), jsonencode("x"), jsondecode("[]")] }
output "yaml" { value = [yamlencode({ b = [1, "2", null, true], a = { c = "x: y" }, empty = [] }), yamldecode("a: [1, x]\nb: {c: ~, d: yes}\ne: '1'\nf: 1.50\n")] }
output "csv" { value = csvdecode("a,b\n1,2\n3,\"x y\"\n") }
output "url" { value = [urlencode("a b/é?&"), textencodebase64("Hello World", "UTF-16LE"), textdecodebase64("SABlAGwAbABvAA==", "UTF-16LE")] }
output "time" { value = [timeadd("2017-11-22T00:00:00Z", "10m"), timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00+01:00"), timecmp("2017-11-22T00:00:00Z", "2017-11-23T00:00:00Z")] }
output "conversions" { value = [tostring(1.5), tostring(true), tonumber("0x1F" == "" ? "1" : "31"), tobool("true"), tolist(["a", 1]), tomap({ a = 1, b = "x" }), toset([1, 2, 2]), tostring(null) == null] }
output "sensitive" {
  value     = [sensitive("x"), nonsensitive(sensitive("y")), issensitive(sensitive("z")), issensitive("z")]
  sensitive = true
}
output "templatestring" { value = templatestring(local.template, { name = "x", list = [1, 2] }) }
output "core" { value = [core::upper("x"), core::length([1])] }
locals {
  template = "hello $${name}%%{ for i in list } $${i}%%{ endfor }"
}
