// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {INodeAttestations} from "../interfaces/INodeAttestations.sol";

/// @title Attestations of nodes
/// @notice See {INodeAttestations}.
abstract contract NodeAttestations is INodeAttestations {
    using EnumerableSet for EnumerableSet.AddressSet;

    struct Office {
        uint8 kinds;
        uint32 tenure;
    }

    /// @inheritdoc INodeAttestations
    uint256 public constant MAX_ATTESTORS = 64;

    // 26 · 26 codes, of which two words hold 512.
    uint256 private constant BEYOND_ZZ = 676 - 512;
    uint256 private constant ALL_KINDS = (1 << uint256(Kind.Hardware)) | (1 << uint256(Kind.Place));

    EnumerableSet.AddressSet private _inOffice;
    mapping(address attestor => Office) private _offices;
    // By the node's registration, so that a new operator begins with nothing.
    mapping(bytes32 id => mapping(uint256 registration => Jurisdictions)) private _declared;
    mapping(bytes32 id => mapping(Kind kind => mapping(address attestor => Statement))) private _statements;

    /// @inheritdoc INodeAttestations
    function declare(bytes32 id, Jurisdictions calldata given) external {
        // Check
        _onlyOperator(id);
        if (given.c >> BEYOND_ZZ != 0) revert InvalidJurisdictions(given);

        // Effect
        _declared[id][_registrationOf(id)] = given;
        emit Declared(id, given);
    }

    /// @inheritdoc INodeAttestations
    function attest(bytes32 id, Kind kind, bytes32 digest, Jurisdictions calldata given, uint32 expiresAt) external {
        // Check
        Office memory office = _offices[msg.sender];
        if (office.kinds >> uint256(kind) & 1 == 0) revert NotAttestor(msg.sender, kind);
        if (expiresAt <= block.timestamp) revert AlreadyExpired(expiresAt, block.timestamp);
        if (given.c >> BEYOND_ZZ != 0 || (given.a | given.b | given.c == 0) != (kind == Kind.Hardware)) revert InvalidJurisdictions(given);
        uint256 registration = _registrationOf(id);

        // Effect
        _statements[id][kind][msg.sender] = Statement(digest, given, uint32(block.timestamp), expiresAt, office.tenure, uint32(registration));
        emit Attested(id, kind, msg.sender, digest, given, expiresAt);
    }

    /// @inheritdoc INodeAttestations
    function revoke(bytes32 id, Kind kind) external {
        // Check
        if (_statements[id][kind][msg.sender].issuedAt == 0) revert NothingSaid(id, kind, msg.sender);

        // Effect
        delete _statements[id][kind][msg.sender];
        emit Revoked(id, kind, msg.sender);
    }

    /// @inheritdoc INodeAttestations
    function attestors() external view returns (address[] memory) {
        return _inOffice.values();
    }

    /// @inheritdoc INodeAttestations
    function attestor(address account) external view returns (uint256 kinds, uint256 tenure) {
        return (_offices[account].kinds, _offices[account].tenure);
    }

    /// @inheritdoc INodeAttestations
    function declared(bytes32 id) public view returns (Jurisdictions memory) {
        return _declared[id][_registrationOf(id)];
    }

    /// @inheritdoc INodeAttestations
    function statement(bytes32 id, Kind kind, address account) public view returns (Statement memory said, bool counts) {
        said = _statements[id][kind][account];
        Office memory office = _offices[account];
        counts = block.timestamp < said.expiresAt && said.tenure == office.tenure && office.kinds >> uint256(kind) & 1 != 0
            && said.registration == _registrationOf(id);
    }

    /// @inheritdoc INodeAttestations
    function newest(bytes32 id, Kind kind) public view returns (Statement memory said, address by) {
        uint256 count = _inOffice.length();
        for (uint256 i = 0; i < count; ++i) {
            address account = _inOffice.at(i);
            (Statement memory other, bool counts) = statement(id, kind, account);
            if (counts && other.issuedAt > said.issuedAt) (said, by) = (other, account);
        }
    }

    /// @inheritdoc INodeAttestations
    function jurisdictions(bytes32 id, Evidence level) external view returns (Jurisdictions memory possible) {
        possible = declared(id);
        if (level <= Evidence.Declared) return possible;
        (Statement memory said,) = newest(id, Kind.Place);
        Jurisdictions memory attested = said.jurisdictions;
        bool within = possible.a & ~attested.a == 0 && possible.b & ~attested.b == 0 && possible.c & ~attested.c == 0;
        bool nowhere = possible.a | possible.b | possible.c == 0;
        return within && !nowhere ? attested : Jurisdictions(0, 0, 0);
    }

    function _setAttestor(address account, uint8 kinds) internal {
        // Check
        if (kinds & ~ALL_KINDS != 0) revert UnknownKinds(kinds);
        if (kinds == 0) _inOffice.remove(account);
        else if (_inOffice.add(account) && _inOffice.length() > MAX_ATTESTORS) revert TooManyAttestors();

        // Effect
        Office storage office = _offices[account];
        if (office.kinds & ~kinds != 0) ++office.tenure;
        office.kinds = kinds;
        emit AttestorSet(account, kinds, office.tenure);
    }

    // Reverts unless the caller is the node's operator.
    function _onlyOperator(bytes32 id) internal view virtual;

    // The number of the node's registration, from 1; reverts where it has no operator.
    function _registrationOf(bytes32 id) internal view virtual returns (uint256);
}
