import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_ROOT, GrowingTree, hashLeaf, PathFinder, rootFromPath } from "../../src/domain/merkle.ts";

// The eight leaves and their roots as published with Certificate Transparency's reference implementation.
const LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((hex) => hashLeaf(Buffer.from(hex, "hex")));
const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const PATHS: [leaf: number, size: number, path: string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
  ],
  [
    5,
    8,
    [
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  ],
  [2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]],
  [
    1,
    5,
    [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
  ],
];

/** RFC 6962, 2.1, word for word. */
function naiveRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) return createHash("sha256").digest("hex");
  const [only] = leaves;
  if (leaves.length === 1 && only) return only;
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const node = `01${naiveRoot(leaves.slice(0, k))}${naiveRoot(leaves.slice(k))}`;
  return createHash("sha256").update(Buffer.from(node, "hex")).digest("hex");
}

function treeOf(leaves: readonly string[]): GrowingTree {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.append(leaf);
  return tree;
}

function pathOf(leaves: readonly string[], index: number): string[] {
  const finder = new PathFinder(index, leaves.length);
  for (const leaf of leaves) finder.add(leaf);
  return finder.path();
}

const someLeaves = fc
  .integer({ min: 1, max: 70 })
  .map((n) => Array.from({ length: n }, (_, i) => hashLeaf(`${i}`)));

describe("the Merkle tree", () => {
  test("gives the published roots for the published leaves", () => {
    expect(LEAVES.map((_, index) => treeOf(LEAVES.slice(0, index + 1)).root())).toEqual(ROOTS);
    expect(new GrowingTree().root()).toBe(EMPTY_ROOT);
    expect(EMPTY_ROOT).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  test.each(PATHS)("gives the published path of leaf %i among %i", (leaf, size, path) => {
    expect(pathOf(LEAVES.slice(0, size), leaf)).toEqual(path);
    expect(rootFromPath(LEAVES[leaf] ?? "", leaf, size, path)).toBe(ROOTS[size - 1]);
  });

  test("grows into the same root as the definition, leaf by leaf", () => {
    const leaves = Array.from({ length: 130 }, (_, i) => hashLeaf(`${i}`));
    const tree = new GrowingTree();
    leaves.forEach((leaf, index) => {
      tree.append(leaf);
      expect(tree.root()).toBe(naiveRoot(leaves.slice(0, index + 1)));
    });
  });

  test("every leaf's path leads to the root, and to no other leaf, place, size or root", () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), (leaves, n, m) => {
        const [index, other] = [n % leaves.length, m % leaves.length];
        const path = pathOf(leaves, index);
        const leaf = leaves[index] ?? "";
        const root = naiveRoot(leaves);
        expect(rootFromPath(leaf, index, leaves.length, path)).toBe(root);
        expect(rootFromPath(hashLeaf("forged"), index, leaves.length, path)).not.toBe(root);
        if (other !== index) expect(rootFromPath(leaf, other, leaves.length, path)).not.toBe(root);
        expect(rootFromPath(leaf, index, leaves.length, [...path, root])).toBeNull();
        if (path.length > 0) expect(rootFromPath(leaf, index, leaves.length, path.slice(1))).not.toBe(root);
      }),
    );
  });

  test("no leaf outside the tree has a path", () => {
    expect(() => new PathFinder(3, 3)).toThrow("no leaf 3 in a tree of 3");
    expect(rootFromPath(hashLeaf("x"), 3, 3, [])).toBeNull();
    expect(rootFromPath(hashLeaf("x"), -1, 3, [])).toBeNull();
  });
});
