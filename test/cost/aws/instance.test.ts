import { describe, expect, it } from "vitest";
import { aResource, estimateOf, linesOf, priced } from "../builders.ts";

const root = "root_block_device / Storage (general purpose SSD, gp2) | 8 GB | 0.80";

describe("aws_instance", () => {
  // Figures of worked examples (us-east-1).
  it.each([
    ["t3.medium", {}, ["Instance usage (Linux/UNIX, on-demand, t3.medium) | 730 hours | 30.37", root]],
    [
      "t2.medium",
      { credit_specification: [{ cpu_credits: "standard" }] },
      ["Instance usage (Linux/UNIX, on-demand, t2.medium) | 730 hours | 33.87", root],
    ],
    [
      "m3.large",
      { ebs_optimized: true },
      ["Instance usage (Linux/UNIX, on-demand, m3.large) | 730 hours | 97.09", root],
    ],
    [
      "r3.xlarge",
      { ebs_optimized: "true" },
      [
        "Instance usage (Linux/UNIX, on-demand, r3.xlarge) | 730 hours | 243.09",
        "EBS-optimized usage | 730 hours | 14.60",
        root,
      ],
    ],
    [
      "m3.large",
      { monitoring: true },
      [
        "Instance usage (Linux/UNIX, on-demand, m3.large) | 730 hours | 97.09",
        "EC2 detailed monitoring | 7 metrics | 2.10",
        root,
      ],
    ],
  ])("%s with %j", (instance_type, more, expected) => {
    expect(priced("aws_instance", { ami: "fake_ami", instance_type, ...more })).toEqual(expected);
  });

  it("prices each disk by its type", () => {
    const disks = [
      { device_name: "xvdf", volume_size: 10 },
      { device_name: "xvdg", volume_type: "standard", volume_size: 20 },
      { device_name: "xvdh", volume_type: "sc1", volume_size: 30 },
      { device_name: "xvdi", volume_type: "io1", volume_size: 40, iops: 1000 },
      { device_name: "xvdj", volume_type: "gp3", volume_size: 20 },
    ];
    expect(
      priced("aws_instance", {
        ami: "fake_ami",
        instance_type: "m3.medium",
        root_block_device: [{ volume_size: 10 }],
        ebs_block_device: disks,
      }),
    ).toEqual([
      "Instance usage (Linux/UNIX, on-demand, m3.medium) | 730 hours | 48.91",
      "root_block_device / Storage (general purpose SSD, gp2) | 10 GB | 1.00",
      "ebs_block_device[0] / Storage (general purpose SSD, gp2) | 10 GB | 1.00",
      "ebs_block_device[1] / Storage (magnetic) | 20 GB | 1.00",
      "ebs_block_device[1] / I/O requests | ? 1M request | ?",
      "ebs_block_device[2] / Storage (cold HDD, sc1) | 30 GB | 0.45",
      "ebs_block_device[3] / Storage (provisioned IOPS SSD, io1) | 40 GB | 5.00",
      "ebs_block_device[3] / Provisioned IOPS | 1000 IOPS | 65.00",
      "ebs_block_device[4] / Storage (general purpose SSD, gp3) | 20 GB | 1.60",
    ]);
  });

  it.each([
    ["{monthly_hrs: 100}", {}, "Instance usage (Linux/UNIX, on-demand, t3.medium) | 100 hours | 4.16"],
    ["{operating_system: windows}", {}, "Instance usage (Windows, on-demand, t3.medium) | 730 hours | 43.80"],
    [
      "{reserved_instance_type: standard, reserved_instance_term: 1_year, reserved_instance_payment_option: no_upfront}",
      {},
      "Instance usage (Linux/UNIX, reserved, t3.medium) | 730 hours | 19.05",
    ],
    [
      "{reserved_instance_type: standard, reserved_instance_term: 3_year, reserved_instance_payment_option: all_upfront}",
      {},
      "Instance usage (Linux/UNIX, reserved, t3.medium) | 730 hours | 0.00",
    ],
  ])("reads the usage %s", (usage, more, expected) => {
    expect(priced("aws_instance", { instance_type: "t3.medium", ...more }, usage)[0]).toBe(expected);
  });

  it("counts unlimited credits for each vCPU", () => {
    const values = { instance_type: "t2.medium", credit_specification: [{ cpu_credits: "unlimited" }] };
    expect(priced("aws_instance", values, "{monthly_cpu_credit_hrs: 300, vcpu_count: 2}")[1]).toBe(
      "CPU credits | 600 vCPU-hours | 30.00",
    );
    expect(priced("aws_instance", values, "{monthly_cpu_credit_hrs: 300}")[1]).toBe(
      "CPU credits | 600 vCPU-hours | 30.00",
    );
    expect(priced("aws_instance", values)[1]).toBe("CPU credits | ? vCPU-hours | ?");
  });

  it("takes what it does not say from its launch template", () => {
    const template = aResource(
      "aws_launch_template",
      {
        name: "example-lt",
        instance_type: "t3.medium",
        monitoring: [{ enabled: true }],
        credit_specification: [{ cpu_credits: "unlimited" }],
        placement: [{ tenancy: "dedicated" }],
        block_device_mappings: [{ device_name: "xvdc", ebs: [{ volume_type: "io1", volume_size: 10, iops: 100 }] }],
      },
      { name: "example" },
    );
    const byId = aResource(
      "aws_instance",
      {
        launch_template: [{ id: null }],
        ebs_block_device: [{ device_name: "xvdb", volume_type: "io1", volume_size: 20, iops: 200 }],
      },
      { name: "by_id", unknown: [["launch_template", 0, "id"]], references: ["aws_launch_template.example"] },
    );
    const override = aResource(
      "aws_instance",
      {
        instance_type: "t3.large",
        monitoring: false,
        tenancy: "default",
        credit_specification: [{ cpu_credits: "standard" }],
        launch_template: [{ name: "example-lt" }],
        ebs_block_device: [{ device_name: "xvdc", volume_size: 20 }],
      },
      { name: "override" },
    );
    const { resources } = estimateOf(
      [template, byId, override],
      "  aws_instance.by_id: {monthly_cpu_credit_hrs: 730, vcpu_count: 2}\n",
    );
    expect(resources.map((one) => one.address)).toEqual(["aws_instance.by_id", "aws_instance.override"]);
    expect(linesOf(resources[0])).toEqual([
      "Instance usage (Linux/UNIX, on-demand, t3.medium) | 730 hours | 32.19",
      "EC2 detailed monitoring | 7 metrics | 2.10",
      "CPU credits | 1460 vCPU-hours | 73.00",
      root,
      "ebs_block_device[0] / Storage (provisioned IOPS SSD, io1) | 20 GB | 2.50",
      "ebs_block_device[0] / Provisioned IOPS | 200 IOPS | 13.00",
      "ebs_block_device[1] / Storage (provisioned IOPS SSD, io1) | 10 GB | 1.25",
      "ebs_block_device[1] / Provisioned IOPS | 100 IOPS | 6.50",
    ]);
    expect(linesOf(resources[1])).toEqual([
      "Instance usage (Linux/UNIX, on-demand, t3.large) | 730 hours | 60.74",
      root,
      "ebs_block_device[0] / Storage (provisioned IOPS SSD, io1) | 20 GB | 2.50",
      "ebs_block_device[0] / Provisioned IOPS | 100 IOPS | 6.50",
    ]);
  });

  it("leaves the server of a dedicated host to the host", () => {
    const { resources } = estimateOf([
      aResource("aws_instance", { instance_type: "fake", host_id: "h-1", root_block_device: [{ volume_size: 50 }] }),
    ]);
    expect(linesOf(resources[0])).toEqual(["root_block_device / Storage (general purpose SSD, gp2) | 50 GB | 5.00"]);
    expect(resources[0]?.assumptions).toContain("It runs on a dedicated host, which is priced by itself.");
  });

  it("says what it assumes of the image", () => {
    const [windows] = estimateOf([
      aResource("aws_instance", { instance_type: "t3.medium" }, { references: ["data.aws_ami.windows_2022"] }),
    ]).resources;
    expect(windows?.components[0]?.name).toBe("Instance usage (Windows, on-demand, t3.medium)");
    expect(windows?.assumptions).toContain(
      "The operating system is not known; Windows is assumed from the image's name.",
    );
  });
});

describe("aws_autoscaling_group", () => {
  const template = aResource(
    "aws_launch_template",
    { instance_type: "t3.medium", block_device_mappings: [] },
    { name: "web" },
  );
  const group = (values: object): ReturnType<typeof aResource> =>
    aResource(
      "aws_autoscaling_group",
      { min_size: 2, max_size: 6, ...values },
      { references: ["aws_launch_template.web"] },
    );

  it("counts the desired capacity, else the minimum", () => {
    const block = { launch_template: [{ id: null }] };
    expect(linesOf(estimateOf([template, group(block)]).resources[0])).toEqual([
      "Instance usage (Linux/UNIX, on-demand, t3.medium) | 1460 hours | 60.74",
      "root_block_device / Storage (general purpose SSD, gp2) | 16 GB | 1.60",
    ]);
    expect(estimateOf([template, group({ ...block, desired_capacity: "3" })]).after).toBeCloseTo(3 * 31.168, 8);
  });

  it("splits a mixed group into on-demand and spot", () => {
    const policy = {
      launch_template: [
        { launch_template_specification: [{ launch_template_id: null }], override: [{ instance_type: "t3.large" }] },
      ],
      instances_distribution: [{ on_demand_base_capacity: 1, on_demand_percentage_above_base_capacity: 50 }],
    };
    const [estimate] = estimateOf([
      template,
      group({ desired_capacity: 3, mixed_instances_policy: [policy] }),
    ]).resources;
    expect(estimate?.components.filter((one) => one.unit === "hours").map((one) => [one.name, one.quantity])).toEqual([
      ["Instance usage (Linux/UNIX, on-demand, t3.large)", 1460],
      ["Instance usage (Linux/UNIX, spot, t3.large)", 730],
    ]);
  });

  it("is not priced without its template", () => {
    expect(
      estimateOf([group({ launch_template: [{ id: "lt-1" }] })].map((one) => ({ ...one, references: [] }))).not_priced,
    ).toEqual([
      {
        project: "envs/prod",
        address: "aws_autoscaling_group.this",
        type: "aws_autoscaling_group",
        reason: "the instance type is not known: its launch template or launch configuration is not in this project",
      },
    ]);
  });

  it("reads a launch configuration, whose monitoring is on by default", () => {
    const configuration = aResource("aws_launch_configuration", { instance_type: "t2.micro" }, { name: "lc" });
    const one = aResource(
      "aws_autoscaling_group",
      { desired_capacity: 1, launch_configuration: null },
      { references: ["aws_launch_configuration.lc"] },
    );
    expect(linesOf(estimateOf([configuration, one]).resources[0])).toEqual([
      "Instance usage (Linux/UNIX, on-demand, t2.micro) | 730 hours | 8.47",
      "EC2 detailed monitoring | 7 metrics | 2.10",
      root,
    ]);
  });
});
