// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IBurnMint} from "../interfaces/IBurnMint.sol";
import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {INodeOperators} from "../interfaces/INodeOperators.sol";
import {IPolicy} from "../interfaces/IPolicy.sol";

/// @title What the network's contracts take from the policy
/// @notice A binding for each, in the order of its terms.
library PolicyBindings {
    /// @notice The escrow's shares and window.
    function jobEscrow(address target) internal pure returns (IPolicy.Binding memory to) {
        to = _to(target, IJobEscrow.setTerms.selector, 3);
        to.ids[0] = keccak256("split.burnBp");
        to.ids[1] = keccak256("split.treasuryBp");
        to.ids[2] = keccak256("chain.windowSeconds");
    }

    /// @notice The cap of what is minted for a work unit, the share for availability, and what is minted again.
    function burnMint(address target) internal pure returns (IPolicy.Binding memory to) {
        to = _to(target, IBurnMint.setTerms.selector, 4);
        to.ids[0] = keccak256("emission.capPerWorkUnit");
        to.ids[1] = keccak256("emission.availabilityBp");
        to.ids[2] = keccak256("emission.recycledFromEpoch");
        to.ids[3] = keccak256("emission.recycledPerEpoch");
    }

    /// @notice What a seat of the arbiters takes, and how long stake unbonds.
    function nodeRegistry(address target) internal pure returns (IPolicy.Binding memory to) {
        to = _to(target, INodeOperators.setTerms.selector, 2);
        to.ids[0] = keccak256("chain.arbiterStake");
        to.ids[1] = keccak256("chain.unbondingSeconds");
    }

    function _to(address target, bytes4 selector, uint256 terms) private pure returns (IPolicy.Binding memory) {
        return IPolicy.Binding(target, selector, new bytes32[](terms));
    }
}
