// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MerkleSum} from "../libraries/MerkleSum.sol";

/// @title Proof of Render
/// @notice Decides disputes over results. No contract renders: this one finds, by hashes alone, the one block on which a node and whoever doubts it differ, lets
/// staked arbiters who render it say what it holds, and divides bond and stakes by what they said.
///
/// A dispute's life; each arrow is a call that anyone can make in its time, and after each deadline time alone suffices:
///
///     None ──open──▶ Walking ──disclose, walk──▶ Drawing ──draw──▶ Committing ──▶ Revealing ──▶ Ruling ──rule, settle──▶ Closed
///       │               └──expire: a side was silent──────────────────────────────────────────────────────────────────▶ Closed
///       └──openAt, with the block's path──────────▶ Drawing
///
/// **Walking.** Both sides have committed to a Merkle-sum tree: the node by its signed receipt, the claimant when it opens. Level by level both show the two
/// children of the node on which they differ; the first child that differs is the next. What is shown is checked by its hash, so anybody may show it for either
/// side, and where both trees are public {open} takes all levels at once. The claimant goes first at each level, then the node. Who is silent loses: a node that
/// withholds its data, or a claimant that had no tree. Where the node's result is public, {openAt} needs the node's path alone, and of the claimant one leaf.
///
/// **Drawing.** The panel's seed is the hash of one block, {SEED_DELAY} blocks after the leaf was reached. There is no second draw: whoever dislikes the panel and
/// waits until that hash is out of reach (256 blocks; 8,191 where the chain keeps its history, EIP-2935; {DRAW_SECONDS} at most) gets no other panel but the reference
/// CPU's word, while the other side can draw at any time. Who proposes the seed's block can discard it at the price of its reward.
///
/// **Panel.** Seats are drawn uniformly from the registry's list as it stood when the dispute was opened; one an operator, neither party's; an odd number, 3 at
/// least. Each operator commits to its node's vote and shows it when all have committed or the time is over.
///
/// **Ruling.** More than half of the seats decide. Against the node they do only after the reference CPU had time to say that the difference is an engine's
/// rounding, for which a node does not pay. Where there is no majority, the reference CPU's leaf decides; where it is silent too, nobody wins, the bond returns and
/// only arbiters who were silent pay.
///
/// What is always true:
/// 1. The balance is the bonds of open disputes, what is owed and not yet withdrawn, and gifts.
/// 2. What is paid in a dispute is what is received and burned, to the unit, by `DisputeSettlement` of Render.Network.
/// 3. A node is slashed at most once for a receipt, and never where most of its panel, or the reference CPU's leaf, agree with it.
/// 4. Only drawn arbiters vote, once each, and nobody can use another's commitment.
/// 5. Phases move forward only, and no role is needed to end any of them.
///
/// What trust remains: the owner sets terms within hard bounds, for disputes opened later, and who the reference is; the reference CPU's word decides where the panel
/// does not, and alone can acquit as rounding. A majority of drawn seats that colludes is believed: stake stands against it. Parties are known by their
/// accounts: who disputes or stakes under another name can be drawn for its own dispute, for its one seat. A receipt's time is its node's clock, which the network
/// compares with its own before it pays. A node, or somebody for it, must answer within each deadline, and arbiters must watch for their
/// seats. Whoever opens can be copied by who sees the transaction first, which takes the winner's share, not the bond. A loser that opened a dispute over its own
/// fault, under another name, gets the winner's share back; what is burned and what arbiters get is the least that a fault costs.
interface IProofOfRender {
    /// @notice Where a dispute stands.
    enum Phase {
        None,
        Walking,
        Drawing,
        Committing,
        Revealing,
        Ruling,
        Closed
    }

    /// @notice Who was right.
    enum Winner {
        None,
        Node,
        Claimant,
        Nobody
    }

    /// @notice What an arbiter did.
    enum Vote {
        None,
        Committed,
        Revealed
    }

    /// @notice What governance sets, within the bounds of the ledger's policy; a dispute keeps the terms that it was opened under.
    /// @param bond What whoever disputes locks, above zero, at most a million tokens, in units of 10⁻¹⁸ token.
    /// @param windowSeconds How long after it was finished a result can be disputed, 60 s to 366 days.
    /// @param arbiters Size of the panel, odd, 3 to 15.
    /// @param commitSeconds How long arbiters have to commit, 5 to 86,400 s.
    /// @param revealSeconds How long arbiters have to reveal, 5 to 86,400 s.
    /// @param answerSeconds How long each side has to show its children of one level, 60 to 86,400 s.
    /// @param referenceSeconds How long the reference CPU has for its word once votes are closed, 60 s to 7 days.
    /// @param winnerPpm Share of what the losers pay that the winner gets, in millionths.
    /// @param arbitersPpm Share that the arbiters who were right get, equally, in millionths; with the winner's at most all, and the rest is burned.
    /// @param disputeLostPpm What a node that was wrong pays, in millionths of its stake.
    /// @param falseArbitrationPpm What an arbiter that was wrong pays, in millionths of its stake.
    /// @param noArbitrationPpm What an arbiter that was silent pays, in millionths of its stake.
    /// @param equivocatedPpm What a node that signed two receipts for one lease pays, in millionths of its stake.
    /// @param reporterPpm Share of that which the reporter gets, at most half, in millionths; the rest is burned.
    struct Terms {
        uint96 bond;
        uint32 windowSeconds;
        uint8 arbiters;
        uint24 commitSeconds;
        uint24 revealSeconds;
        uint24 answerSeconds;
        uint24 referenceSeconds;
        uint24 winnerPpm;
        uint24 arbitersPpm;
        uint24 disputeLostPpm;
        uint24 falseArbitrationPpm;
        uint24 noArbitrationPpm;
        uint24 equivocatedPpm;
        uint24 reporterPpm;
    }

    /// @notice What a claimant brings.
    /// @param receipt The disputed receipt's 392 bytes.
    /// @param r Of the node's signature.
    /// @param s Of the node's signature, at most half the group's order.
    /// @param x Of the node's public key.
    /// @param y Of the node's public key.
    /// @param order The hash of the order that the task is of.
    /// @param cut frame ‖ x ‖ y ‖ width ‖ height ‖ first sample ‖ samples of the task, i32 each; with the order it proves how many blocks there are.
    /// @param sum What the claimant says instead: in {open} the root of its tree, in {openAt} the block's leaf.
    struct Claim {
        bytes receipt;
        bytes32 r;
        bytes32 s;
        bytes32 x;
        bytes32 y;
        bytes32 order;
        bytes28 cut;
        MerkleSum sum;
    }

    /// @notice A receipt and its node's signature.
    struct SignedReceipt {
        bytes receipt;
        bytes32 r;
        bytes32 s;
    }

    /// @notice A dispute.
    /// @param claimant Who opened it and locked the bond.
    /// @param openedAt When, Unix seconds.
    /// @param deadline The last second of what is due now, Unix seconds; when votes are cast, of the reference CPU's word.
    /// @param terms The number of the terms that it was opened under.
    /// @param phase Where it stands, where time does not matter: all from the draw to the end is Committing; see {phaseOf}.
    /// @param nodesTurn While walking: whether the claimant has shown its children of this level, and the node is next.
    /// @param receipt The receipt's digest.
    /// @param node The node.
    /// @param operator Who owned it when the dispute was opened: is paid where the node is right.
    /// @param blocks Blocks of the task.
    /// @param index On its level, the place of the node of the trees on which the two differ; on level 0 the block.
    /// @param level Levels above the leaves.
    /// @param nodeSum What the node has there.
    /// @param claimSum What the claimant has there.
    /// @param listed Length of the registry's list of arbiters when it was opened.
    /// @param seedBlock The block whose hash draws the panel; zero before the leaf is reached.
    /// @param commitEnd The last second for commitments.
    /// @param revealEnd The last second for reveals.
    /// @param committed Seats that have committed.
    /// @param revealed Seats that have revealed.
    struct Dispute {
        address claimant;
        uint32 openedAt;
        uint32 deadline;
        uint16 terms;
        Phase phase;
        bool nodesTurn;
        bytes32 receipt;
        bytes32 node;
        address operator;
        uint32 blocks;
        uint32 index;
        uint8 level;
        MerkleSum nodeSum;
        MerkleSum claimSum;
        uint32 listed;
        uint48 seedBlock;
        uint32 commitEnd;
        uint32 revealEnd;
        uint8 committed;
        uint8 revealed;
    }

    /// @notice A seat of a panel.
    /// @param node The arbiter's node.
    /// @param operator Who owns it, commits for it, and is paid.
    /// @param vote What it has done.
    /// @param word Its commitment, then its vote.
    struct Seat {
        bytes32 node;
        address operator;
        Vote vote;
        bytes32 word;
    }

    /// @notice A dispute was opened.
    event Opened(bytes32 indexed id, bytes32 indexed receipt, bytes32 indexed node, address claimant, MerkleSum claim);

    /// @notice The claimant's side showed its children at a level; the node's is next.
    event Disclosed(bytes32 indexed id, uint256 level, uint256 index, MerkleSum left, MerkleSum right);

    /// @notice The two differ first below that node.
    event Walked(bytes32 indexed id, uint256 level, uint256 index);

    /// @notice The first block on which the two differ is found; the hash of `seedBlock` draws the panel.
    event LeafReached(bytes32 indexed id, uint256 index, MerkleSum nodeLeaf, MerkleSum claimLeaf, uint256 seedBlock);

    /// @notice The panel was drawn; none where too few fit, or the seed's block was out of reach: then the reference CPU decides.
    event PanelDrawn(bytes32 indexed id, bytes32 seed, bytes32[] nodes);

    /// @notice A seat committed.
    event VoteCommitted(bytes32 indexed id, uint256 indexed seat, bytes32 commitment);

    /// @notice A seat's leaf was shown.
    event VoteRevealed(bytes32 indexed id, uint256 indexed seat, MerkleSum leaf);

    /// @notice A dispute is over.
    /// @param winner Who was right; nobody where both were wrong, or where nothing was decided.
    /// @param truth The vote of the leaf that was found; zero where nothing was decided.
    /// @param engineFault Whether the reference CPU said that the node's difference is rounding.
    /// @param paid What the losers paid, a lost bond included.
    /// @param toWinner What the winner gets of it.
    /// @param toArbiters What the arbiters who were right get of it, together.
    /// @param burned What was destroyed.
    event Settled(bytes32 indexed id, Winner winner, bytes32 truth, bool engineFault, uint256 paid, uint256 toWinner, uint256 toArbiters, uint256 burned);

    /// @notice A dispute that nobody ended was closed, and its bond returned.
    event Abandoned(bytes32 indexed id);

    /// @notice A node signed two receipts for one lease.
    event Equivocated(bytes32 indexed node, bytes16 lease, bytes32 first, bytes32 second, address reporter, uint256 amount, uint256 toReporter);

    /// @notice What an account was owed was paid.
    event Withdrawn(address indexed account, uint256 amount);

    /// @notice There are new terms.
    event TermsSet(uint256 indexed number, Terms terms);

    /// @notice The reference CPU's address changed.
    event ReferenceSet(address indexed referenceCpu);

    /// @notice Only `role` may do that.
    error NotAllowed(address caller, address role);

    /// @notice The dispute is not in a phase in which that can happen.
    error WrongPhase(bytes32 id, Phase phase);

    /// @notice That is possible after `time`, Unix seconds.
    error TooEarly(bytes32 id, uint256 time);

    /// @notice That was possible until `deadline`, Unix seconds.
    error TooLate(bytes32 id, uint256 deadline);

    /// @notice The receipt is of another network.
    error WrongNetwork(bytes32 given, bytes32 expected);

    /// @notice No such node is registered.
    error UnknownNode(bytes32 node);

    /// @notice The receipt's tree does not have that leaf at that block.
    error NotInTree(bytes32 receipt, uint256 index);

    /// @notice The claimant says what the node says.
    error SameResult(bytes32 receipt);

    /// @notice The claimant has disputed that receipt before.
    error AlreadyDisputed(bytes32 id);

    /// @notice Levels have 192 bytes each, and there are no more than lie above the leaves.
    error WrongLevels(bytes32 id, uint256 length);

    /// @notice Those two are not the children of what that side has there.
    error NotChildren(bytes32 id, uint256 level, bool ofNode);

    /// @notice The seed's block is not there yet.
    error SeedAhead(bytes32 id, uint256 seedBlock);

    /// @notice The panel has no such seat.
    error UnknownSeat(bytes32 id, uint256 seat);

    /// @notice A seat commits once, to something, and reveals once, what it has committed to.
    error WrongVote(bytes32 id, uint256 seat);

    /// @notice Two receipts convict where they differ, and network, task, lease and node are the same.
    error NoEquivocation(bytes32 first, bytes32 second);

    /// @notice That node has paid for that lease.
    error AlreadyReported(bytes32 node, bytes16 lease);

    /// @notice The account is owed nothing.
    error NothingOwed(address account);

    /// @notice A setting lies outside its range.
    error OutOfRange(uint256 value, uint256 min, uint256 max);

    /// @notice How many blocks after the leaf is reached the seed's block comes.
    function SEED_DELAY() external view returns (uint256);

    /// @notice How long a panel can be drawn at most, in seconds.
    function DRAW_SECONDS() external view returns (uint256);

    /// @notice How long after a deadline anybody has to end what it ends; then the dispute can be abandoned. In seconds.
    function GRACE_SECONDS() external view returns (uint256);

    /// @notice The id of a claimant's dispute over a receipt, bound to chain and contract.
    function disputeId(bytes32 receipt, address claimant) external view returns (bytes32);

    /// @notice Opens a dispute over a whole result. The bond is taken from the caller by allowance.
    /// @param levels As {walk} takes them; may be empty.
    function open(Claim calldata claim, bytes calldata levels) external returns (bytes32 id);

    /// @notice Opens a dispute over one block, proven to be the node's by its path.
    /// @param index The block's number.
    /// @param path The node's leaf, then its siblings from there up, 48 bytes each.
    function openAt(Claim calldata claim, uint32 index, bytes calldata path) external returns (bytes32 id);

    /// @notice Shows both sides' children, for any number of levels from where the walk stands. Anyone may call.
    /// @param levels Of each level four nodes of 48 bytes: left and right of the node's tree, left and right of the claimant's. Where the node on which they differ
    /// has no sibling below, it moves down unchanged and needs none.
    function walk(bytes32 id, bytes calldata levels) external;

    /// @notice Shows the children of the side whose turn it is, for one level. Anyone may call.
    function disclose(bytes32 id, MerkleSum calldata left, MerkleSum calldata right) external;

    /// @notice Ends a walk whose deadline has passed: the side whose turn it was loses. Anyone may call.
    function expire(bytes32 id) external;

    /// @notice Draws the panel once the seed's block is there; where its hash is out of reach, there is no panel. Anyone may call.
    function draw(bytes32 id) external;

    /// @notice Commits to a vote. For the seat's operator.
    /// @param commitment SHA-256("render.comt.v1" ‖ vote ‖ the seat's node ‖ first 16 bytes of the dispute's id ‖ salt).
    function commit(bytes32 id, uint256 seat, bytes32 commitment) external;

    /// @notice Shows what a seat committed to, once all have committed or their time is over. Anyone may call who knows the salt.
    function reveal(bytes32 id, uint256 seat, MerkleSum calldata leaf, bytes32 salt) external;

    /// @notice The reference CPU's word, once votes are closed: settles the dispute.
    /// @param leaf What the block holds; decides where the panel has no majority, and where it is what the node found.
    /// @param engineFault Whether the node's block is statistically the reference's.
    function rule(bytes32 id, MerkleSum calldata leaf, bool engineFault) external;

    /// @notice Settles a dispute: at once where the panel says that the node is right, else when the reference CPU's time is over. Anyone may call.
    function settle(bytes32 id) external;

    /// @notice Closes a dispute that nobody has ended {GRACE_SECONDS} after its deadline, or that could not be ended since the registry takes no orders from here any
    /// more: the bond returns, nobody pays. Anyone may call.
    function abandon(bytes32 id) external;

    /// @notice Convicts a node that signed two different receipts for one task and lease. Needs no bond and has no window. Anyone may call.
    /// @param x Of the node's public key.
    /// @param y Of the node's public key.
    /// @return toReporter What the caller is owed for it.
    function reportEquivocation(SignedReceipt calldata first, SignedReceipt calldata second, bytes32 x, bytes32 y) external returns (uint256 toReporter);

    /// @notice Pays an account all that it is owed. Anyone may call; only the account is paid.
    function withdraw(address account) external returns (uint256 amount);

    /// @notice Sets the terms of disputes opened from now on. For the owner.
    function setTerms(Terms calldata terms) external;

    /// @notice Sets who speaks for the reference CPU; nobody is allowed. For the owner.
    function setReference(address referenceCpu) external;

    /// @notice A dispute.
    function dispute(bytes32 id) external view returns (Dispute memory);

    /// @notice Where a dispute stands now.
    function phaseOf(bytes32 id) external view returns (Phase);

    /// @notice A dispute's panel; empty before it is drawn, and where there is none.
    function panel(bytes32 id) external view returns (Seat[] memory);

    /// @notice The number of the latest terms.
    function terms() external view returns (uint256 number);

    /// @notice The terms of that number.
    function termsOf(uint256 number) external view returns (Terms memory);

    /// @notice Who speaks for the reference CPU.
    function referenceCpu() external view returns (address);

    /// @notice What an account can withdraw.
    function owed(address account) external view returns (uint256);

    /// @notice Whether a node has paid for that receipt.
    function isConvicted(bytes32 receipt) external view returns (bool);

    /// @notice Whether a node has paid for two receipts of that lease.
    function isReported(bytes32 node, bytes16 lease) external view returns (bool);
}
