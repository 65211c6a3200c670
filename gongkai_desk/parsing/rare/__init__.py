"""Layouts that few papers have, each made for one of them; ``layouts.RARE`` lists them all."""
