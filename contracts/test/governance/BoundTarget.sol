// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

/// A contract with terms and roles, which remembers what it was told.
contract BoundTarget is Ownable2Step {
    struct Terms {
        uint16 first;
        uint96 second;
    }

    Terms public terms;
    uint256 public times;
    address public settler = address(1);
    address public guardian = address(1);
    address public slasher = address(1);
    address public treasury = address(1);
    address public referenceCpu = address(1);
    bool public refuses;

    error Refused();

    constructor(address owner_) Ownable(owner_) {}

    function setTerms(Terms calldata given) external onlyOwner {
        if (refuses) revert Refused();
        terms = given;
        ++times;
    }

    function setSettler(address given) external onlyOwner {
        settler = given;
    }

    function setGuardian(address given) external onlyOwner {
        guardian = given;
    }

    function setSlasher(address given) external onlyOwner {
        slasher = given;
    }

    function setTreasury(address given) external onlyOwner {
        treasury = given;
    }

    function setReference(address given) external onlyOwner {
        referenceCpu = given;
    }

    function refuse(bool given) external {
        refuses = given;
    }
}
