// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IProofOfRender} from "../interfaces/IProofOfRender.sol";

/// @title Terms of disputes
/// @notice See {IProofOfRender}. The bounds are those of `PolicyBounds` of Render.Network, which governance cannot leave, and nor can whoever holds its keys.
abstract contract ProofTerms is IProofOfRender, Ownable2Step {
    uint256 private constant MILLION = 1_000_000;

    /// @inheritdoc IProofOfRender
    address public referenceCpu;

    uint16 internal _latest;
    mapping(uint256 number => Terms) internal _terms;

    constructor(address owner_, address reference_, Terms memory terms_) Ownable(owner_) {
        _setReference(reference_);
        _setTerms(0, terms_);
    }

    /// @inheritdoc IProofOfRender
    function setTerms(Terms calldata terms_) external onlyOwner {
        uint256 number = uint256(_latest) + 1;
        _inRange(number, 1, type(uint16).max);
        _setTerms(uint16(number), terms_);
    }

    /// @inheritdoc IProofOfRender
    function setReference(address reference_) external onlyOwner {
        _setReference(reference_);
    }

    /// @inheritdoc IProofOfRender
    function terms() external view returns (uint256 number) {
        return _latest;
    }

    /// @inheritdoc IProofOfRender
    function termsOf(uint256 number) external view returns (Terms memory) {
        return _terms[number];
    }

    function _setTerms(uint16 number, Terms memory set) private {
        _inRange(set.bond, 1, 1_000_000e18);
        _inRange(set.windowSeconds, 60, 366 days);
        _inRange(set.arbiters, 3, 15);
        if (set.arbiters % 2 == 0) revert OutOfRange(set.arbiters, set.arbiters - 1, set.arbiters + 1);
        _inRange(set.commitSeconds, 5, 1 days);
        _inRange(set.revealSeconds, 5, 1 days);
        _inRange(set.answerSeconds, 60, 1 days);
        _inRange(set.referenceSeconds, 60, 7 days);
        _inRange(uint256(set.winnerPpm) + set.arbitersPpm, 0, MILLION);
        _inRange(set.disputeLostPpm, 0, MILLION);
        _inRange(set.falseArbitrationPpm, 0, MILLION);
        _inRange(set.noArbitrationPpm, 0, MILLION);
        _inRange(set.equivocatedPpm, 0, MILLION);
        _inRange(set.reporterPpm, 0, MILLION / 2);
        _terms[number] = set;
        _latest = number;
        emit TermsSet(number, set);
    }

    function _setReference(address reference_) private {
        referenceCpu = reference_;
        emit ReferenceSet(reference_);
    }

    function _inRange(uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert OutOfRange(value, min, max);
    }
}
