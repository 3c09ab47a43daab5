// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {BurnMint} from "../../src/BurnMint.sol";
import {RenderToken} from "../../src/RenderToken.sol";
import {IBurnMint} from "../../src/interfaces/IBurnMint.sol";
import {EmissionSchedule} from "../../src/libraries/EmissionSchedule.sol";
import {MerkleTree} from "../support/MerkleTree.sol";

/// @dev A token, its minter, and what tests do with them again and again.
abstract contract BurnMintFixture is Test {
    uint64 internal constant START = 1_800_000_000;
    uint32 internal constant WEEK = 7 days;
    uint32 internal constant WINDOW = 1 days;
    uint128 internal constant GRANT = 2_000_000_000e18;

    RenderToken internal token;
    BurnMint internal burnMint;
    address internal owner = makeAddr("owner");
    address internal settler = makeAddr("settler");
    address internal guardian = makeAddr("guardian");
    address internal stranger = makeAddr("stranger");

    address[] private accounts;
    uint256[] private amounts;

    function deploy(IBurnMint.Config memory config) internal {
        vm.warp(START);
        token = new RenderToken(address(this), GRANT);
        config.token = token;
        burnMint = new BurnMint(config);
        token.setMinter(address(burnMint));
    }

    /// @dev The published schedule, 0.0004 RNT a work unit at most, 10 % for availability.
    function defaults() internal view returns (IBurnMint.Config memory config) {
        config.schedule = EmissionSchedule.renderNetwork();
        config.start = START;
        config.epochSeconds = WEEK;
        config.windowSeconds = WINDOW;
        config.lostPerWorkUnit = 0.0005e18;
        config.terms = IBurnMint.Terms(0.0004e18, 1_000, 0, 0);
        config.owner = owner;
        config.settler = settler;
        config.guardian = guardian;
    }

    /// @dev Sets what an account has earned in all; `currentRoot` and `proofFor` follow.
    function earn(address account, uint256 cumulative) internal {
        for (uint256 i; i < accounts.length; ++i) {
            if (accounts[i] == account) {
                amounts[i] = cumulative;
                return;
            }
        }
        accounts.push(account);
        amounts.push(cumulative);
    }

    /// @dev Nobody has earned anything.
    function forget() internal {
        delete accounts;
        delete amounts;
    }

    function currentRoot() internal view returns (bytes32) {
        return accounts.length == 0 ? bytes32(0) : MerkleTree.root(_leaves());
    }

    function proofFor(address account) internal view returns (bytes32[] memory) {
        for (uint256 i; i < accounts.length; ++i) {
            if (accounts[i] == account) return MerkleTree.proof(_leaves(), i);
        }
        revert("no such account");
    }

    function claim(address account, uint256 cumulative) internal returns (uint256) {
        return burnMint.claim(account, cumulative, proofFor(account));
    }

    function post(uint256 epoch, uint128 microWorkUnits, uint64 answered) internal {
        vm.warp(vm.getBlockTimestamp() > burnMint.endOf(epoch) ? vm.getBlockTimestamp() : burnMint.endOf(epoch));
        bytes32 root = currentRoot();
        vm.prank(settler);
        burnMint.post(epoch, microWorkUnits, answered, root);
    }

    function closeEpoch(uint256 epoch, uint128 microWorkUnits, uint64 answered) internal {
        post(epoch, microWorkUnits, answered);
        vm.warp(vm.getBlockTimestamp() + WINDOW);
        burnMint.close();
    }

    function _leaves() private view returns (bytes32[] memory leaves) {
        leaves = new bytes32[](accounts.length);
        for (uint256 i; i < leaves.length; ++i) {
            leaves[i] = burnMint.leafOf(accounts[i], amounts[i]);
        }
    }
}
