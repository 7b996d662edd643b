export declare function writeBillOfMaterials(
  root: string,
  manifest: { readonly name: string; readonly version: string },
  folder: string,
): string;
