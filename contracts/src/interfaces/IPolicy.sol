// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title The network's policy on a chain
/// @notice Every number that governance may change, within bounds that nobody can change; and the owner of the contracts that such numbers rule.
///
/// A parameter's id is keccak256 of its path in the policy's JSON ("split.burnBp"); those of `chain.` rule contracts alone. Ranges and rules are those of `Render.Network`'s
/// own policy: `tests/vectors/governance.json` runs on both sides. What is no number there (emission's schedule, places, whether a fault bans) is not here, nor is what
/// a contract fixed at deployment for good (the length of an epoch). The schedule of emission is set through {forward}.
///
/// What is always true:
/// 1. Every value lies within its bounds, and all rules hold.
/// 2. A diff changes all that it names or nothing.
/// 3. A contract that is bound has the terms that the policy says, from the same transaction on.
/// 4. In an emergency values only tighten, a settler, a slasher or the reference CPU is only removed, and nothing else happens but that a guardian is named.
interface IPolicy {
    /// @notice Which way an emergency may move a value; `Undefined` where there is no such parameter.
    enum Tightens {
        Undefined,
        Never,
        Up,
        Down
    }

    /// @notice A parameter: what is read often in one slot, what bounds it in the next.
    /// @param value What it is; amounts in units of 10⁻¹⁸ token.
    /// @param tightens Which way an emergency may move it.
    /// @param bindings Which bindings it is a term of, a bit each.
    /// @param min The least that it can be, for ever.
    /// @param max The most that it can be, for ever.
    struct Parameter {
        uint128 value;
        Tightens tightens;
        uint8 bindings;
        uint128 min;
        uint128 max;
    }

    /// @notice A new value of a parameter.
    struct Change {
        bytes32 id;
        uint256 value;
    }

    /// @notice A contract's function that takes parameters as its terms: a word each, as numbers and structs of numbers are encoded.
    /// @param target The contract, which this one owns.
    /// @param selector The function.
    /// @param ids What it takes, in order.
    struct Binding {
        address target;
        bytes4 selector;
        bytes32[] ids;
    }

    /// @notice A parameter exists since the policy was deployed.
    event Defined(bytes32 indexed id, string path, uint256 min, uint256 max, uint256 value, Tightens tightens);

    /// @notice The policy changed, to its `version`th form.
    event Changed(uint256 indexed version, Change[] changes);

    /// @notice A function takes its terms from here; no selector: the place is free again.
    event Bound(uint256 indexed index, address indexed target, bytes4 selector, bytes32[] ids);

    /// @notice A setter of a bound contract was called.
    event Forwarded(address indexed target, bytes data);

    /// @notice Another contract decides in an emergency from now on.
    event EmergencySet(address indexed emergency);

    /// @notice Only `role` may do that.
    error NotAllowed(address caller, address role);

    /// @notice A diff must change something.
    error NothingChanges();

    /// @notice Changes stand in ascending order of their ids, each once.
    error NotAscending(bytes32 id);

    /// @notice There is no such parameter.
    error UnknownParameter(bytes32 id);

    /// @notice A value, or what a rule makes of several (keccak256("split") is the sum of the split), lies outside its range.
    error OutOfBounds(bytes32 id, uint256 value, uint256 min, uint256 max);

    /// @notice The size of a panel must be odd.
    error NotOdd(bytes32 id, uint256 value);

    /// @notice An emergency cannot move that value that way.
    error DoesNotTighten(bytes32 id, uint256 from, uint256 to);

    /// @notice There are {MAX_BINDINGS} places for bindings.
    error NoSuchBinding(uint256 index);

    /// @notice No binding leads to that contract.
    error NotBound(address target);

    /// @notice Not that function, or not with that argument: terms are set by changing the policy; an emergency removes settlers, slashers and the reference CPU, and names guardians.
    error NotForwarded(address target, bytes4 selector);

    /// @notice How many functions can take terms from here.
    function MAX_BINDINGS() external view returns (uint256);

    /// @notice How many diffs have been applied.
    function version() external view returns (uint256);

    /// @notice Who may act in an emergency; nobody where it is zero.
    function emergency() external view returns (address);

    /// @notice A parameter's value; reverts where there is no such parameter.
    function value(bytes32 id) external view returns (uint256);

    /// @notice A parameter; reverts where there is no such.
    function parameter(bytes32 id) external view returns (Parameter memory);

    /// @notice A binding; its selector is zero where the place is free.
    function binding(uint256 index) external view returns (Binding memory);

    /// @notice Changes values: all are set, then all rules must hold, then every contract that has one of them as a term gets its terms. For the owner.
    /// @param changes In ascending order of ids.
    function applyDiff(Change[] calldata changes) external;

    /// @notice Tightens values. For whoever decides in an emergency.
    function applyInEmergency(Change[] calldata changes) external;

    /// @notice Lets a function of an owned contract take its terms from here, and calls it; no selector frees the place. For the owner.
    function bind(uint256 index, Binding calldata given) external;

    /// @notice Takes ownership of a contract that was offered. For the owner.
    function acceptOwnership(address target) external;

    /// @notice Calls a setter of a bound contract: its roles, its ownership, whatever is not its terms. For the owner.
    function forward(address target, bytes calldata data) external;

    /// @notice Calls `setGuardian`, or `setSettler`, `setSlasher` or `setReference` with nobody. For whoever decides in an emergency.
    function forwardInEmergency(address target, bytes calldata data) external;

    /// @notice Sets who decides in an emergency; nobody is allowed. For the owner.
    function setEmergency(address emergency) external;
}
