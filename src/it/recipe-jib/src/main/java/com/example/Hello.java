package com.example;

/** The program in the image. */
public final class Hello {

  private Hello() {}

  /** Says hello. */
  public static void main(String[] arguments) {
    System.out.println("Hello");
  }
}
