// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BurnMintFixture} from "./BurnMintFixture.sol";

/// Gas of whole transactions, each from cold storage and with its calldata, kept in snapshots/BurnMint.json. A tree of 65,536 accounts is a proof of 16 hashes.
/// forge-config: default.isolate = true
/// forge-config: ci.isolate = true
contract BurnMintGasTest is BurnMintFixture {
    address private alice = makeAddr("alice");

    function setUp() external {
        deploy(defaults());
        earn(alice, 1e18);
    }

    function test_Gas_Epoch() external {
        post(0, 2_500_000e6, 3);
        vm.snapshotGasLastCall("BurnMint", "post, first");
        vm.warp(vm.getBlockTimestamp() + WINDOW);
        burnMint.close();
        vm.snapshotGasLastCall("BurnMint", "close, first");
        closeEpoch(1, 2_500_000e6, 3);
        vm.snapshotGasLastCall("BurnMint", "close, later");
    }

    function test_Gas_Claim() external {
        (bytes32 root, bytes32[] memory proof) = _path(1e18);
        _close(0, root);
        burnMint.claim(alice, 1e18, proof);
        vm.snapshotGasLastCall("BurnMint", "claim, depth 16, first");
        (root, proof) = _path(2e18);
        _close(1, root);
        burnMint.claim(alice, 2e18, proof);
        vm.snapshotGasLastCall("BurnMint", "claim, depth 16, later");
    }

    function _close(uint256 epoch, bytes32 root) private {
        vm.warp(burnMint.endOf(epoch));
        vm.prank(settler);
        burnMint.post(epoch, 2_500_000e6, 3, root);
        vm.warp(vm.getBlockTimestamp() + WINDOW);
        burnMint.close();
    }

    /// @dev A path of 16 siblings that nobody knows the leaves of, and the root above it.
    function _path(uint256 cumulative) private view returns (bytes32 root, bytes32[] memory proof) {
        proof = new bytes32[](16);
        root = burnMint.leafOf(alice, cumulative);
        for (uint256 i; i < proof.length; ++i) {
            proof[i] = keccak256(abi.encode("sibling", i));
            root = root < proof[i] ? keccak256(bytes.concat(root, proof[i])) : keccak256(bytes.concat(proof[i], root));
        }
    }
}
