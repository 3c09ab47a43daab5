// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title What is known of nodes' hardware and places
/// @notice Two levels of evidence, as the network's scheduler has them: the operator *declares* where a node stands, an *attestor* that governance names vouches for it.
/// (Between them the coordinator measures round trips, of which a chain knows nothing.)
///
/// A statement counts while it lasts, while its attestor is in office without a break, and while the node has the operator that it was said of. Statements of several attestors stand side by
/// side; whoever reads takes the newest, or names whom they believe.
///
/// What trust remains: an attestor's word is its word. It can neither move stake nor end anybody else's statement.
interface INodeAttestations {
    /// @notice What a statement is about; bit 2^kind in an attestor's kinds.
    enum Kind {
        Hardware,
        Place
    }

    /// @notice How well a place is known; 2 is what a coordinator measures, which is not known here.
    enum Evidence {
        None,
        Declared,
        Measured,
        Attested
    }

    /// @notice A set of jurisdictions, ISO 3166-1 alpha-2: the code AB is bit 26 · (A − 'A') + (B − 'A') of 676, the lowest in `a`.
    /// @param a Bits 0 to 255.
    /// @param b Bits 256 to 511.
    /// @param c Bits 512 to 675; the others are zero.
    struct Jurisdictions {
        uint256 a;
        uint256 b;
        uint256 c;
    }

    /// @notice What an attestor said.
    /// @param digest SHA-256 of what it signed or measured, kept elsewhere.
    /// @param jurisdictions One of which the node stands in; empty for hardware.
    /// @param issuedAt When it was said, Unix seconds.
    /// @param expiresAt When it ends, Unix seconds.
    /// @param tenure The attestor's term of office in which it was said.
    /// @param registration The node's registration of which it was said.
    struct Statement {
        bytes32 digest;
        Jurisdictions jurisdictions;
        uint32 issuedAt;
        uint32 expiresAt;
        uint32 tenure;
        uint32 registration;
    }

    /// @notice An attestor was named, with what it may speak of, or dismissed (kinds 0).
    event AttestorSet(address indexed attestor, uint256 kinds, uint256 tenure);

    /// @notice An operator declared where a node stands.
    event Declared(bytes32 indexed id, Jurisdictions jurisdictions);

    /// @notice An attestor spoke of a node.
    event Attested(bytes32 indexed id, Kind indexed kind, address indexed attestor, bytes32 digest, Jurisdictions jurisdictions, uint256 expiresAt);

    /// @notice An attestor took its word back.
    event Revoked(bytes32 indexed id, Kind indexed kind, address indexed attestor);

    /// @notice The caller may not speak of that.
    error NotAttestor(address caller, Kind kind);

    /// @notice A statement must end after now.
    error AlreadyExpired(uint256 expiresAt, uint256 now_);

    /// @notice Not a set that such a statement has: bits beyond ZZ, none for a place, or some for hardware.
    error InvalidJurisdictions(Jurisdictions given);

    /// @notice There are no such kinds.
    error UnknownKinds(uint256 kinds);

    /// @notice There are {MAX_ATTESTORS} attestors.
    error TooManyAttestors();

    /// @notice The attestor has said nothing of that.
    error NothingSaid(bytes32 id, Kind kind, address attestor);

    /// @notice How many attestors there are at most.
    function MAX_ATTESTORS() external view returns (uint256);

    /// @notice All attestors in office.
    function attestors() external view returns (address[] memory);

    /// @notice What an attestor may speak of, bits by {Kind}; and the number of its term of office.
    function attestor(address account) external view returns (uint256 kinds, uint256 tenure);

    /// @notice Where a node stands, as its operator says.
    function declared(bytes32 id) external view returns (Jurisdictions memory);

    /// @notice What an attestor said last; `counts` tells whether it still does.
    function statement(bytes32 id, Kind kind, address attestor) external view returns (Statement memory said, bool counts);

    /// @notice The newest statement that counts, and who said it; zero where there is none. Of one second's statements, that of whom was named first.
    function newest(bytes32 id, Kind kind) external view returns (Statement memory said, address by);

    /// @notice The jurisdictions one of which a node stands in, as far as this level of evidence says; empty: it says nothing, and the node could be anywhere. What
    /// an attestor says of a place counts where all that the operator declares lies within it.
    function jurisdictions(bytes32 id, Evidence level) external view returns (Jurisdictions memory);

    /// @notice Declares where a node stands; empty: nothing is said. For its operator.
    function declare(bytes32 id, Jurisdictions calldata given) external;

    /// @notice States something of a node, in place of what the caller stated before. For attestors of the kind.
    /// @param id The node.
    /// @param kind What it is about.
    /// @param digest SHA-256 of what was signed or measured; of a place, of the signed statement that nodes show the coordinator.
    /// @param given For a place, the jurisdictions one of which it stands in; for hardware empty.
    /// @param expiresAt When it ends, after now, Unix seconds.
    function attest(bytes32 id, Kind kind, bytes32 digest, Jurisdictions calldata given, uint32 expiresAt) external;

    /// @notice Takes back what the caller stated.
    function revoke(bytes32 id, Kind kind) external;

    /// @notice Names an attestor or changes what it may speak of; zero dismisses it. Who loses a kind begins anew: nothing it said before counts. For the owner.
    function setAttestor(address account, uint8 kinds) external;
}
