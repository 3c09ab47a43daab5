// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Random numbers from a seed: the 8-byte big-endian words of SHA-256(tag ‖ seed ‖ u32 counter), counter 0, 1, …; `HashStream` of Render.Network.
/// @param tag What the numbers are for.
/// @param seed The seed.
/// @param counter Hashes made.
/// @param words What is left of the last hash, from the highest bits.
/// @param left How many words that is.
struct HashStream {
    bytes16 tag;
    bytes32 seed;
    uint32 counter;
    uint256 words;
    uint256 left;
}

/// @title Streams of random numbers
library HashStreams {
    /// @notice Starts a stream.
    function open(bytes16 tag, bytes32 seed) internal pure returns (HashStream memory stream) {
        (stream.tag, stream.seed) = (tag, seed);
    }

    /// @notice The next 64 bits.
    function next(HashStream memory stream) internal pure returns (uint256 word) {
        if (stream.left == 0) {
            stream.words = uint256(sha256(abi.encodePacked(stream.tag, stream.seed, stream.counter++)));
            stream.left = 4;
        }
        word = stream.words >> 192;
        stream.words <<= 64;
        --stream.left;
    }

    /// @notice A number in [0, `bound`), each equally likely: words below 2⁶⁴ mod bound are thrown away, so that the rest divides evenly.
    /// @param bound 1 to 2⁶⁴ − 1.
    function below(HashStream memory stream, uint256 bound) internal pure returns (uint256) {
        uint256 uneven = ((1 << 64) - bound) % bound;
        uint256 word;
        do {
            word = next(stream);
        } while (word < uneven);
        return word % bound;
    }
}
