import { componentsOf, type Estimator, type EstimatorTable } from "../estimator.ts";
import { rowsOf } from "../rows.ts";

const authority = rowsOf("acmpca-certificate-authority");

const general = [
  authority.fixed("Private certificate authority", "months", 1),
  authority.tiers("Certificates", "requests", "monthly_requests", 1, [
    ["first 1K", 1000],
    ["next 9K", 9000],
    ["over 10K", null],
  ]),
];

/** An authority that signs for at most a week costs less, and so does each of its certificates. */
const shortLived = [
  authority.fixed("Private certificate authority (short-lived certificate mode)", "months", 1),
  authority.usage("Certificates (short-lived)", "requests", "monthly_requests"),
];

const certificateAuthority: Estimator = {
  estimate: (job) => {
    const mode = job.values.choice("usage_mode", "GENERAL_PURPOSE");
    return (mode === "SHORT_LIVED_CERTIFICATE" ? shortLived : general).flatMap((row) => componentsOf(job, row));
  },
  usage: ["monthly_requests"],
};

/** AWS Private CA. */
export const certificates: EstimatorTable = { aws_acmpca_certificate_authority: certificateAuthority };
