// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DomainTags} from "./DomainTags.sol";
import {HashStream, HashStreams} from "./HashStream.sol";

/// @title What is audited of a receipt
/// @notice `Challenge` of Render.Network: a seed made after the receipt was final draws distinct blocks, every set equally likely, by the first steps of a
/// Fisher–Yates shuffle (Knuth, TAOCP 2, 3.4.2, algorithm P).
library Challenge {
    using HashStreams for HashStream;

    /// @notice One, in parts per million: every block is audited.
    uint256 internal constant ALL = 1_000_000;

    /// @notice The seed of all draws for a receipt.
    /// @param reveal What the beacon revealed first after the receipt.
    /// @param creatorSalt What the job's creator mixes in.
    /// @param receipt The receipt's digest.
    function seedOf(bytes32 reveal, bytes32 creatorSalt, bytes32 receipt) internal view returns (bytes32 seed) {
        bytes16 tag = DomainTags.CHALLENGE;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, tag)
            mstore(add(input, 16), reveal)
            mstore(add(input, 48), creatorSalt)
            mstore(add(input, 80), receipt)
            seed := mload(staticcall(gas(), 2, input, 112, 1, 32))
        }
    }

    /// @notice Whether a block is among those drawn: the first ⌊rate · blocks⌋ of the shuffle, one more with the probability of the fraction left over, and one at
    /// least.
    /// @param seed The seed.
    /// @param blocks Blocks of the task, 1 to 2³¹ − 1.
    /// @param index The block's number, below `blocks`.
    /// @param ratePpm The audit rate in parts per million, 0 to {ALL}.
    function isDrawn(bytes32 seed, uint256 blocks, uint256 index, uint256 ratePpm) internal view returns (bool) {
        unchecked {
            uint256 whole = blocks * ratePpm / ALL;
            uint256 rest = blocks * ratePpm % ALL;
            if (whole == 0) return stepOf(seed, blocks, index, 1) == 0;
            uint256 step = stepOf(seed, blocks, index, rest == 0 ? whole : whole + 1);
            return step < whole || (rest != 0 && step == whole && HashStreams.open(DomainTags.DRAW_COUNT, seed).below(ALL) < rest);
        }
    }

    /// @notice The step of the shuffle that draws a block, from 0; `steps` where none of so many does.
    /// @dev Step i exchanges what stands at the places i and i + below(blocks − i), and draws what then stands at i. So one block is followed through the shuffle,
    /// by its distance from i, and nothing else need be known: it is drawn where the number is that distance; where it stands at i and is not drawn, it goes
    /// to the other place; else it stays. A step costs some hundred gas, whatever the number of blocks. A hash gives four words, each with the same few
    /// lines, since a loop over them costs half as much again; the end is looked for behind each hash only, which goes at most three steps too far, and
    /// never past the last place, where the block is found.
    /// @param seed The seed.
    /// @param blocks Blocks of the task, 1 to 2³¹ − 1.
    /// @param index The block's number, below `blocks`.
    /// @param steps How many steps, 1 to `blocks`.
    function stepOf(bytes32 seed, uint256 blocks, uint256 index, uint256 steps) internal view returns (uint256 step) {
        bytes16 tag = DomainTags.DRAW_BLOCKS;
        assembly ("memory-safe") {
            // What a word does where it does anything: `bound` is blocks − i, `ahead` is blocks − the block's place, `last` is where the steps end, or above 2¹²⁸
            // by the bound of the step that found it.
            function turn(word, bound_, ahead_, last_) -> bound, ahead, last {
                bound := bound_
                ahead := ahead_
                last := last_
                let place := mod(word, bound)
                // Words below 2⁶⁴ mod bound are thrown away: the step is taken back.
                switch lt(word, mod(sub(0x10000000000000000, bound), bound))
                case 1 { bound := add(bound, 1) }
                default {
                    switch eq(place, sub(bound, ahead))
                    case 1 { last := or(shl(128, 1), bound) }
                    default { if eq(bound, ahead) { ahead := sub(bound, place) } }
                }
            }

            // tag ‖ seed ‖ u32 counter, 52 bytes past the end of allocated memory.
            let input := mload(0x40)
            mstore(input, tag)
            mstore(add(input, 16), seed)
            let counter := 0
            let bound := blocks
            let ahead := sub(blocks, index)
            let last := sub(blocks, steps)
            for {} gt(bound, last) {} {
                mstore(add(input, 48), counter)
                counter := add(counter, shl(224, 1))
                // SHA-256 fails only where gas runs out, and then nothing is left to go on with.
                let words := mload(staticcall(gas(), 2, input, 52, 1, 32))
                let word := shr(192, words)
                let distance := sub(bound, ahead)
                if or(lt(word, bound), iszero(mul(distance, xor(distance, mod(word, bound))))) {
                    bound, ahead, last := turn(word, bound, ahead, last)
                    if shr(128, last) { break }
                }
                bound := sub(bound, 1)
                word := and(shr(128, words), 0xffffffffffffffff)
                distance := sub(bound, ahead)
                if or(lt(word, bound), iszero(mul(distance, xor(distance, mod(word, bound))))) {
                    bound, ahead, last := turn(word, bound, ahead, last)
                    if shr(128, last) { break }
                }
                bound := sub(bound, 1)
                word := and(shr(64, words), 0xffffffffffffffff)
                distance := sub(bound, ahead)
                if or(lt(word, bound), iszero(mul(distance, xor(distance, mod(word, bound))))) {
                    bound, ahead, last := turn(word, bound, ahead, last)
                    if shr(128, last) { break }
                }
                bound := sub(bound, 1)
                word := and(words, 0xffffffffffffffff)
                distance := sub(bound, ahead)
                if or(lt(word, bound), iszero(mul(distance, xor(distance, mod(word, bound))))) {
                    bound, ahead, last := turn(word, bound, ahead, last)
                    if shr(128, last) { break }
                }
                bound := sub(bound, 1)
            }
            step := steps
            if shr(128, last) { step := sub(blocks, and(last, 0xffffffff)) }
            if gt(step, steps) { step := steps }
        }
    }
}
