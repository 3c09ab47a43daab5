// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IPolicy} from "../interfaces/IPolicy.sol";
import {PolicyRules} from "../libraries/PolicyRules.sol";
import {PolicyTable} from "./PolicyTable.sol";

/// @title The network's policy
/// @notice See {IPolicy}.
/// @dev Contracts that are bound are chosen by the owner and called last; one that called back would find all values set.
contract Policy is PolicyTable, Ownable {
    using Address for address;
    using PolicyRules for mapping(bytes32 id => Parameter);

    /// @inheritdoc IPolicy
    uint256 public constant MAX_BINDINGS = 8;

    bytes4 private constant SET_GUARDIAN = bytes4(keccak256("setGuardian(address)"));
    bytes4 private constant SET_SETTLER = bytes4(keccak256("setSettler(address)"));
    bytes4 private constant SET_SLASHER = bytes4(keccak256("setSlasher(address)"));
    bytes4 private constant SET_REFERENCE = bytes4(keccak256("setReference(address)"));

    /// @inheritdoc IPolicy
    uint256 public version;

    /// @inheritdoc IPolicy
    address public emergency;

    Binding[MAX_BINDINGS] private _bindings;

    /// @param owner_ Who changes it: at first whoever deploys and binds the contracts, then the timelock of governance.
    /// @param changes What shall differ from the network's defaults, in ascending order of ids.
    constructor(address owner_, Change[] memory changes) Ownable(owner_) {
        if (changes.length != 0) _apply(changes, false);
    }

    /// @inheritdoc IPolicy
    function applyDiff(Change[] calldata changes) external onlyOwner {
        _apply(changes, false);
    }

    /// @inheritdoc IPolicy
    function applyInEmergency(Change[] calldata changes) external {
        _onlyEmergency();
        _apply(changes, true);
    }

    /// @inheritdoc IPolicy
    function bind(uint256 index, Binding calldata given) external onlyOwner {
        // Check
        if (index >= MAX_BINDINGS) revert NoSuchBinding(index);

        // Effect
        _mark(_bindings[index].ids, index, false);
        _bindings[index] = given;
        _mark(given.ids, index, true);
        emit Bound(index, given.target, given.selector, given.ids);

        // Interaction
        _push(given);
    }

    /// @inheritdoc IPolicy
    function acceptOwnership(address target) external onlyOwner {
        Ownable2Step(target).acceptOwnership();
    }

    /// @inheritdoc IPolicy
    function forward(address target, bytes calldata data) external onlyOwner {
        _forward(target, data);
    }

    /// @inheritdoc IPolicy
    function forwardInEmergency(address target, bytes calldata data) external {
        _onlyEmergency();
        bytes4 selector = bytes4(data);
        bool removes = data.length == 36 && bytes32(data[4:]) == 0 && (selector == SET_SETTLER || selector == SET_SLASHER || selector == SET_REFERENCE);
        if (!removes && selector != SET_GUARDIAN) revert NotForwarded(target, selector);
        _forward(target, data);
    }

    /// @inheritdoc IPolicy
    function setEmergency(address emergency_) external onlyOwner {
        emergency = emergency_;
        emit EmergencySet(emergency_);
    }

    /// @inheritdoc IPolicy
    function value(bytes32 id) external view returns (uint256) {
        return _known(id).value;
    }

    /// @inheritdoc IPolicy
    function parameter(bytes32 id) external view returns (Parameter memory) {
        return _known(id);
    }

    /// @inheritdoc IPolicy
    function binding(uint256 index) external view returns (Binding memory) {
        return _bindings[index];
    }

    function _apply(Change[] memory changes, bool tighten) private {
        // Check and effect: what breaks a rule takes all back.
        if (changes.length == 0) revert NothingChanges();
        uint256 touched;
        for (uint256 i = 0; i < changes.length; ++i) {
            Change memory change = changes[i];
            if (i != 0 && change.id <= changes[i - 1].id) revert NotAscending(change.id);
            Parameter storage at = _known(change.id);
            if (change.value < at.min || change.value > at.max) revert OutOfBounds(change.id, change.value, at.min, at.max);
            if (tighten && !_tightens(at.tightens, at.value, change.value)) revert DoesNotTighten(change.id, at.value, change.value);
            at.value = uint128(change.value);
            touched |= at.bindings;
        }
        _parameters.check();
        emit Changed(++version, changes);

        // Interaction
        for (uint256 index = 0; index < MAX_BINDINGS; ++index) {
            if (touched >> index & 1 != 0) _push(_bindings[index]);
        }
    }

    function _push(Binding memory to) private {
        if (to.selector == 0) return;
        bytes memory terms = new bytes(32 * to.ids.length);
        for (uint256 i = 0; i < to.ids.length; ++i) {
            uint256 term = _parameters[to.ids[i]].value;
            assembly ("memory-safe") {
                mstore(add(add(terms, 0x20), mul(i, 0x20)), term)
            }
        }
        to.target.functionCall(bytes.concat(to.selector, terms));
    }

    function _forward(address target, bytes calldata data) private {
        // Check
        bool bound;
        for (uint256 i = 0; i < MAX_BINDINGS; ++i) {
            if (_bindings[i].selector == 0 || _bindings[i].target != target) continue;
            bound = true;
            if (bytes4(data) == _bindings[i].selector) revert NotForwarded(target, bytes4(data));
        }
        if (!bound) revert NotBound(target);

        // Interaction
        emit Forwarded(target, data);
        target.functionCall(data);
    }

    function _mark(bytes32[] memory ids, uint256 index, bool bound) private {
        for (uint256 i = 0; i < ids.length; ++i) {
            Parameter storage at = _known(ids[i]);
            uint8 bit = uint8(1 << index);
            at.bindings = bound ? at.bindings | bit : at.bindings & ~bit;
        }
    }

    function _known(bytes32 id) private view returns (Parameter storage at) {
        at = _parameters[id];
        if (at.tightens == Tightens.Undefined) revert UnknownParameter(id);
    }

    function _tightens(Tightens way, uint256 from, uint256 to) private pure returns (bool) {
        return way == Tightens.Up ? to > from : way == Tightens.Down && to < from;
    }

    function _onlyEmergency() private view {
        if (msg.sender != emergency) revert NotAllowed(msg.sender, emergency);
    }
}
