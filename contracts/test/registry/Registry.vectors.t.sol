// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {INodeOperators} from "../../src/interfaces/INodeOperators.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {RegistryTest} from "./RegistryTest.sol";

/// The vectors that `Render.Network` computes and its tests freeze: both sides are equal to the last unit and bit.
contract RegistryVectorsTest is RegistryTest {
    struct Step {
        string operation;
        uint256 amount;
        bool refused;
        uint256 taken;
        uint256 locked;
    }

    string private constant STEP = "Step(string operation,uint256 amount,bool refused,uint256 taken,uint256 locked)";

    string private json;

    /// What the ledger releases at once unbonds here first.
    function test_Stakes_EqualTheLedgers() public {
        vm.pauseGasMetering();
        json = vm.readFile("../tests/vectors/stake.json");
        token.mint(operator, type(uint96).max);
        uint256 count;
        for (string memory at = "$[0]"; vm.keyExistsJson(json, at); at = string.concat("$[", vm.toString(++count), "]")) {
            id = register(operator, count + 1);
            Step[] memory steps = abi.decode(vm.parseJsonTypeArray(json, string.concat(at, ".steps"), STEP), (Step[]));
            for (uint256 i = 0; i < steps.length; ++i) {
                _take(steps[i]);
                // All that came before was taken away, so what the registry holds is this node's.
                assertStake(steps[i].locked, 0);
            }
            slash(1_000_000);
        }
        assertGe(count, 60);
    }

    function test_Registration_EqualsTheLedgers() public {
        json = vm.readFile("../tests/vectors/node-registration.json");
        operator = address(bytes20(_bytes(".operator")));
        vm.chainId(vm.parseJsonUint(json, ".chainId"));
        bytes memory code = address(registry).code;
        registry = NodeRegistry(address(bytes20(_bytes(".contract"))));
        vm.etch(address(registry), code);
        bytes32 digest = sha256(_bytes(".encoding"));
        assertEq(registry.registrationDigest(operator, vm.parseJsonUint(json, ".number")), digest);

        // Given up twice before, the key is registered for the third time. Its private scalar is SHA-256 of its name.
        for (uint256 i = 1; i <= 2; ++i) {
            id = register(operator, uint256(sha256("vector key 1")));
            assertEq(id, _word(".node", 0));
            vm.prank(operator);
            registry.deregister(id);
        }
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.InvalidSignature.selector, id, digest));
        _registerWith(".highS");
        _registerWith(".signature");
        assertEq(books().operator, operator);
    }

    function _registerWith(string memory signature) private {
        (bytes32 x, bytes32 y) = (_word(".publicKey", 27), _word(".publicKey", 59));
        (bytes32 r, bytes32 s) = (_word(signature, 0), _word(signature, 32));
        vm.prank(operator);
        registry.register(x, y, r, s);
    }

    function _take(Step memory step) private {
        bytes32 operation = keccak256(bytes(step.operation));
        if (operation == keccak256("lock")) {
            stake(uint96(step.amount));
        } else if (operation == keccak256("slash")) {
            assertEq(slash(step.amount), step.taken);
        } else if (step.refused) {
            uint256 bonded = books().stake;
            vm.prank(operator);
            vm.expectRevert(abi.encodeWithSelector(INodeOperators.TooMuch.selector, id, step.amount, bonded));
            registry.unbond(id, uint96(step.amount));
        } else {
            unbond(uint96(step.amount));
            vm.warp(block.timestamp + DELAY);
            assertEq(registry.withdraw(id), step.amount);
        }
    }

    function _bytes(string memory key) private view returns (bytes memory) {
        return vm.parseBytes(string.concat("0x", vm.parseJsonString(json, key)));
    }

    function _word(string memory key, uint256 at) private view returns (bytes32 word) {
        bytes memory data = _bytes(key);
        for (uint256 i = 0; i < 32; ++i) {
            word |= bytes32(data[at + i]) >> (8 * i);
        }
    }
}
