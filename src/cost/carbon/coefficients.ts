/**
 * Published coefficients for estimates of emissions, none of them ours.
 *
 * Source: Cloud Carbon Footprint (https://github.com/cloud-carbon-footprint/cloud-carbon-footprint), Apache-2.0, as of
 * 2024-03-25: watts of a vCPU and power usage effectiveness by provider, watt-hours of a terabyte-hour, and the grid's
 * emissions by region, location-based (for the United States by NERC region, after EPA's eGRID).
 */

/** Where the coefficients are from; every report that shows emissions names it. */
export const carbonSource = "Cloud Carbon Footprint, coefficients of 2024-03-25";

/** Watts of one vCPU idle and at full load, and what a data centre takes beside its machines. */
export interface Power {
  readonly idle: number;
  readonly busy: number;
  readonly effectiveness: number;
}

/** By provider as Terraform names it: the averages of all processors. */
export const powers: Readonly<Record<string, Power>> = {
  aws: { idle: 0.74, busy: 3.5, effectiveness: 1.135 },
  azurerm: { idle: 0.74, busy: 3.54, effectiveness: 1.185 },
  google: { idle: 0.68, busy: 4.11, effectiveness: 1.1 },
};

/** Load at which a machine is assumed to run: half, the average of hyperscale data centres in the source. */
export const assumedLoad = 0.5;

/** Watt-hours that a terabyte takes in an hour. */
export const storagePower = { ssd: 1.2, hdd: 0.65 } as const;

/** Copies that a provider keeps of a block volume, in the same source. */
export const volumeCopies = 2;

/** Kilograms of CO2 equivalent for a kilowatt-hour, by provider and region. */
export const gridEmissions: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  aws: {
    "af-south-1": 0.9006,
    "ap-east-1": 0.71,
    "ap-northeast-1": 0.4658,
    "ap-northeast-2": 0.4156,
    "ap-northeast-3": 0.4658,
    "ap-south-1": 0.7082,
    "ap-southeast-1": 0.408,
    "ap-southeast-2": 0.76,
    "ap-southeast-3": 0.7177,
    "ca-central-1": 0.12,
    "cn-north-1": 0.5374,
    "cn-northwest-1": 0.5374,
    "eu-central-1": 0.311,
    "eu-north-1": 0.0088,
    "eu-south-1": 0.2134,
    "eu-west-1": 0.2786,
    "eu-west-2": 0.225,
    "eu-west-3": 0.0511,
    "me-central-1": 0.4041,
    "me-south-1": 0.5059,
    "sa-east-1": 0.0617,
    "us-east-1": 0.379069,
    "us-east-2": 0.410608,
    "us-gov-east-1": 0.379069,
    "us-gov-west-1": 0.322167,
    "us-west-1": 0.322167,
    "us-west-2": 0.322167,
  },
  azurerm: {
    CentralUS: 0.426254,
    EastUS: 0.379069,
    EastUS2: 0.379069,
    EastUS3: 0.379069,
    NorthCentralUs: 0.410608,
    SouthCentralUS: 0.373231,
    USNorth: 0.410608,
    WestCentralUS: 0.322167,
    WestUS: 0.322167,
    apeast: 0.71,
    apsoutheast: 0.408,
    asia: 0.5647,
    asiapacific: 0.5647,
    australia: 0.79,
    australiacentral: 0.79,
    australiacentral2: 0.79,
    australiaeast: 0.79,
    australiasoutheast: 0.96,
    brazil: 0.0617,
    brazilsouth: 0.0617,
    brazilsoutheast: 0.0617,
    canada: 0.12,
    canadacentral: 0.12,
    canadaeast: 0.12,
    centralindia: 0.7082,
    eastasia: 0.71,
    france: 0.05128,
    francecentral: 0.05128,
    francesouth: 0.05128,
    germany: 0.33866,
    germanynorth: 0.33866,
    germanywestcentral: 0.33866,
    india: 0.7082,
    japan: 0.4658,
    japaneast: 0.4658,
    japanwest: 0.4658,
    jioindiacentral: 0.7082,
    jioindiawest: 0.7082,
    korea: 0.4156,
    koreacentral: 0.4156,
    koreasouth: 0.4156,
    northeurope: 0.2786,
    norway: 0.00762,
    norwayeast: 0.00762,
    norwaywest: 0.00762,
    southafrica: 0.9006,
    southafricanorth: 0.9006,
    southafricawest: 0.9006,
    southeastasia: 0.408,
    southindia: 0.7082,
    swedencentral: 0.00567,
    switzerland: 0.01152,
    switzerlandnorth: 0.01152,
    switzerlandwest: 0.01152,
    uae: 0.4041,
    uaecentral: 0.4041,
    uaenorth: 0.4041,
    uk: 0.225,
    uksouth: 0.225,
    ukwest: 0.225,
    unitedstates: 0.426254,
    unitedstateseuap: 0.426254,
    westeurope: 0.3284,
    westindia: 0.7082,
    westus2: 0.322167,
    westus3: 0.322167,
  },
  google: {
    "asia-east1": 0.456,
    "asia-east2": 0.36,
    "asia-northeast1": 0.464,
    "asia-northeast2": 0.384,
    "asia-northeast3": 0.425,
    "asia-south1": 0.67,
    "asia-south2": 0.671,
    "asia-southeast1": 0.372,
    "asia-southeast2": 0.58,
    "australia-southeast1": 0.598,
    "australia-southeast2": 0.521,
    "europe-central2": 0.576,
    "europe-north1": 0.127,
    "europe-southwest1": 0.121,
    "europe-west1": 0.11,
    "europe-west2": 0.172,
    "europe-west3": 0.269,
    "europe-west4": 0.283,
    "europe-west6": 0.086,
    "europe-west8": 0.298,
    "europe-west9": 0.059,
    "northamerica-northeast1": 0.028,
    "northamerica-northeast2": 0.029,
    "southamerica-east1": 0.129,
    "southamerica-west1": 0.19,
    "us-central1": 0.456,
    "us-central2": 0.456,
    "us-east1": 0.434,
    "us-east4": 0.309,
    "us-east5": 0.309,
    "us-south1": 0.296,
    "us-west1": 0.06,
    "us-west2": 0.19,
    "us-west3": 0.448,
    "us-west4": 0.365,
  },
};
